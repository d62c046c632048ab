using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Judges;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Ops.Boards;

/// <summary>
/// Seven minutes in which four things go wrong, one after the other: each is in the incident log as it was, and in what the boards show of that
/// time, of which pictures are drawn. With BOARDS_FOLDER set the pictures stay there.
/// </summary>
public sealed class BoardPictureTests : IAsyncLifetime
{
    private readonly EmbeddedKafka _broker = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 2 }, NullLogger.Instance);
    private readonly RandomTrades _trades = new(new Random(7), DateTime.UtcNow) { Partitions = 2 };
    private readonly TemporaryFolder _folder = new();
    private KillablePostgres _postgres = null!;
    private TestTopic _topic = null!;
    private RunningTerminal _terminal = null!;
    private Prometheus _prometheus = null!;

    public async ValueTask InitializeAsync()
    {
        _postgres = await KillablePostgres.StartAsync();
        _topic = new TestTopic("orders", _broker.BootstrapServers);
        _terminal = RunningTerminal.Start(_postgres.ConnectionString,
            [("Kafka:BootstrapServers", _broker.BootstrapServers), .. EmbeddedKafka.ConsumerSettings.Select(
                setting => ($"Kafka:Client:{setting.Key.Replace('.', '_')}", setting.Value))]);
        _prometheus = await Prometheus.StartAsync(_terminal.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _prometheus.DisposeAsync();
        await _terminal.DisposeAsync();
        _topic.Dispose();
        await _postgres.DisposeAsync();
        _broker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Faults_Four_AreInTheLogAndInThePictures()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It needs SIGSTOP.");
        var start = DateTime.UtcNow;
        await LiveAsync(45);

        var frozen = await WhileAsync(25, () =>
        {
            var server = _postgres.Freeze();
            _topic.Send(Now(100));
            return server.Dispose;
        });
        await LiveAsync(30);

        var gone = await WhileAsync(60, () =>
        {
            _broker.SetBrokerDown();
            return _broker.SetBrokerUp;
        });
        _topic.Send(Now(100));
        await RunningTerminal.WaitForAsync(() => Feeds.Trades.Current is { Phase: FeedPhase.Running, LagRecords: 0 });
        await LiveAsync(30);

        var poison = (Began: DateTime.UtcNow, Ended: default(DateTime));
        var refused = 0;
        while (DateTime.UtcNow - poison.Began < TimeSpan.FromMinutes(1))
        {
            poison.Ended = DateTime.UtcNow;
            _topic.Send([.. Now(20).Select(trade => (byte[]?)TradeMessages.Of(trade)), .. Enumerable.Repeat("{"u8.ToArray(), 6), .. Enumerable.Repeat("{}"u8.ToArray(), 4)]);
            refused += 10;
            await UntilAsync(poison.Ended.AddSeconds(1));
        }

        await LiveAsync(70);

        var burst = (Began: DateTime.UtcNow, Ended: default(DateTime));
        await SendAsync(3, 1_000);
        burst.Ended = DateTime.UtcNow;
        await LiveAsync(20);

        // What was on its way at that moment waits as well.
        await OnRecordAsync("database", frozen, incident => Assert.InRange(incident.GetProperty("waited").GetInt64(), 100, 110), late: 2);
        // The client tries again by itself, up to ten seconds after the brokers are there. What came in between waits, or is read before it is seen to.
        await OnRecordAsync("kafka", gone, incident => Assert.InRange(incident.GetProperty("waited").GetInt64(), 0, 200), late: 15);
        await OnRecordAsync("rejects", poison, incident => Assert.Equal(refused, incident.GetProperty("messages").GetInt64()), late: 3);
        await OnRecordAsync("surge", burst, incident => Assert.InRange(incident.GetProperty("messages").GetInt64(), 2_900, 3_060), late: 2);

        await DrawAsync(start);
        var waiting = await PanelAsync("pipeline", "Waiting to be stored", start);
        var stored = await PanelAsync("pipeline", "Stored a second", start);
        var refusals = await PanelAsync("pipeline", "Refused a second", start);
        var age = await PanelAsync("pipeline", "Age of the newest event", start);
        Assert.True(Most(waiting, frozen) >= 100, Words("waiting while PostgreSQL stands", waiting));
        Assert.True(Least(stored, frozen) == 0, Words("stored while PostgreSQL stands", stored));
        Assert.True(Least(stored, gone) == 0, Words("stored while Kafka is away", stored));
        Assert.True(Most(age, gone) >= 50, Words("age while Kafka is away", age));
        Assert.True(Most(refusals, poison) is > 5 and < 20, Words("refused in the poison minute", refusals));
        Assert.True(Most(refusals, gone) == 0, Words("refused before", refusals));
        Assert.True(Most(stored, (burst.Began, burst.Ended.AddSeconds(5))) > 10 * Most(stored, (start.AddSeconds(20), frozen.Began)), Words("stored in the burst", stored));
    }

    private FeedGauges Feeds => (FeedGauges)_terminal.Services.GetService(typeof(FeedGauges))!;

    /// <summary>Twenty a second.</summary>
    private Task LiveAsync(int seconds) => SendAsync(seconds, 20);

    private async Task SendAsync(int seconds, int trades)
    {
        var began = DateTime.UtcNow;
        for (var tenth = 1; tenth <= seconds * 10; tenth++)
        {
            _topic.Send(Now(trades / 10));
            await UntilAsync(began.AddMilliseconds(100 * tenth));
        }
    }

    private static async Task<(DateTime Began, DateTime Ended)> WhileAsync(int seconds, Func<Action> begin)
    {
        var began = DateTime.UtcNow;
        var end = begin();
        await UntilAsync(began.AddSeconds(seconds));
        var ended = DateTime.UtcNow;
        end();
        return (began, ended);
    }

    private static Task UntilAsync(DateTime time) =>
        Eventually.TrueAsync(() => DateTime.UtcNow >= time, () => $"it is {time:HH:mm:ss}", TimeSpan.FromMinutes(2));

    /// <summary>Once it is over and stored. A busy machine may add others of its kind, at other times.</summary>
    private async Task OnRecordAsync(string kind, (DateTime Began, DateTime Ended) fault, Action<JsonElement> count, double late)
    {
        JsonElement[] found = [];
        await Eventually.TrueAsync(
            async () =>
            {
                found = [.. (await _terminal.GetAsync($"/api/incidents?kind={kind}&limit=100")).EnumerateArray().Where(
                    one => one.GetProperty("endedAt").ValueKind != JsonValueKind.Null && one.GetProperty("beganAt").GetDateTime() <= fault.Ended
                        && one.GetProperty("endedAt").GetDateTime() >= fault.Began)];
                return found.Length > 0;
            },
            () => $"{kind} is on record", TimeSpan.FromMinutes(2));
        var incident = Assert.Single(found);
        TestContext.Current.TestOutputHelper?.WriteLine($"{fault.Began:HH:mm:ss.f} to {fault.Ended:HH:mm:ss.f}: {incident.GetRawText()}");
        Assert.InRange(incident.GetProperty("beganAt").GetDateTime(), fault.Began.AddSeconds(-1.5), fault.Began.AddSeconds(2));
        Assert.InRange(incident.GetProperty("endedAt").GetDateTime(), fault.Ended.AddSeconds(-1.5), fault.Ended.AddSeconds(late));
        count(incident);
    }

    /// <summary>What a panel of a board asks, over the whole time.</summary>
    private Task<IReadOnlyList<(DateTime At, double Value)>> PanelAsync(string board, string title, DateTime from)
    {
        var question = Board.All.Single(one => one.File == board).Questions.Single(one => one.Panel == $"{board}: {title}").Question;
        return _prometheus.RangeAsync(question.Replace("$__rate_interval", "4s", StringComparison.Ordinal), "trades", from, DateTime.UtcNow);
    }

    private static double Most(IEnumerable<(DateTime At, double Value)> series, (DateTime Began, DateTime Ended) during) =>
        series.Where(point => point.At >= during.Began && point.At <= during.Ended).Max(point => point.Value);

    private static double Least(IEnumerable<(DateTime At, double Value)> series, (DateTime Began, DateTime Ended) during) =>
        series.Where(point => point.At >= during.Began && point.At <= during.Ended).Min(point => point.Value);

    private static string Words(string what, IEnumerable<(DateTime At, double Value)> series) =>
        $"{what}: {string.Join(' ', series.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.At:HH:mm:ss}={point.Value:G4}")))}";

    private async Task DrawAsync(DateTime start)
    {
        var folder = Environment.GetEnvironmentVariable("BOARDS_FOLDER") ?? _folder.Path;
        var database = new NpgsqlConnectionStringBuilder(_postgres.DirectConnectionString);
        var (code, output, error) = await Judge.RunAsync(
            Repository.Root, "node", null, "--experimental-websocket", "--no-warnings", Path.Combine("eng", "boards.mjs"), _prometheus.Address.AbsoluteUri,
            $"postgresql://{database.Username}:{Uri.EscapeDataString(database.Password ?? "")}@{database.Host}:{database.Port}/{database.Database}",
            "--minutes", (DateTime.UtcNow - start).TotalMinutes.ToString("F2", CultureInfo.InvariantCulture), "--boards", "pipeline,kafka-lag",
            "--folder", folder);

        Assert.True(code == 0, output + error);
        Assert.Matches(@"pipeline\.png, \d+ incidents", output);
        Assert.DoesNotContain("no data", output, StringComparison.Ordinal);
        Assert.All(["pipeline.png", "kafka-lag.png"], picture => Assert.InRange(new FileInfo(Path.Combine(folder, picture)).Length, 30_000, 2_000_000));
    }

    /// <summary>Trades of this moment.</summary>
    private List<Trade> Now(int count) => [.. _trades.Take(count).Select(trade => trade with { ExecutedAt = DateTime.UtcNow })];
}
