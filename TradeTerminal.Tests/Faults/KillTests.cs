using System.Text.Json;
using Npgsql;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Terminals;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Faults;

/// <summary>
/// The real executable, ended by SIGKILL at random moments while all feeds flow from outside, with repeats, disorder and
/// poison. At the end everything is accounted for, and is what one run without a kill makes of the same logs.
/// </summary>
public sealed class KillTests(PostgresFixture postgres)
{
    private const int SlowestPerSecond = 5_000;

    /// <summary>30 s, the longest wait for Kafka and the sweep after it.</summary>
    private static readonly TimeSpan TheLeaseOfWhoWasKilled = TimeSpan.FromSeconds(45);

    [Fact]
    public Task Terminal_Killed4Times_AccountsForEverything() => KillAsync(times: 4);

    [Fact]
    [Trait("Category", "Long")]
    public Task Terminal_Killed100Times_AccountsForEverything() => KillAsync(times: 100);

    private async Task KillAsync(int times)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var kafka = await ApacheKafka.StartAsync(
            [new("auto.create.topics.enable", "true"), new("num.partitions", $"{WildFeed.Partitions}")]);
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        var topics = AnyFeed.All.ToDictionary(feed => feed,
            feed => new TestTopic(feed.Topic, kafka.BootstrapServers, kafka.ClientSettings));
        try
        {
            await using var flow = new Flow(topics, seed);
            var settings = Settings(database, kafka);
            var started = 0;
            for (var kill = 0; kill < times; kill++)
            {
                await using var terminal = TerminalProcess.Launch(settings);
                if (random.Next(4) == 0)
                {
                    // Anywhere, also while it starts.
                    await Task.Delay(random.Next(200, 2_500));
                }
                else
                {
                    var before = await PassedAsync(database);
                    await Eventually.TrueAsync(
                        async () => await PassedAsync(database) > before, () => $"Kill {kill}: nothing is stored.\n{terminal.Output}");
                    await Task.Delay(random.Next(400));
                    started++;
                }

                terminal.Kill();
            }

            await flow.DisposeAsync();
            TestContext.Current.TestOutputHelper?.WriteLine($"{flow.Sent} messages, {started} kills in mid-stream");
            await CatchUpAsync(database, settings, topics);
            var killed = await Fingerprint.TakeAsync(database.ConnectionString);
            TestContext.Current.TestOutputHelper?.WriteLine($"{killed["alerts"].Count} alerts");
            await using (var connection = new NpgsqlConnection(database.ConnectionString))
            {
                await connection.OpenAsync();
                await FeedInvariants.CheckAsync(connection, topics.Select(topic => topic.Key.Judge(topic.Value.Read(), DateTime.UtcNow)));
            }

            Assert.Equal(killed["alerts"].Select(row => row.Split('|')[0]).Order(), Published(kafka).Order());
            await using var untouched = await postgres.CreateTerminalDatabaseAsync();
            await CatchUpAsync(untouched, Settings(untouched, kafka), topics);
            Fingerprint.AssertSame(await Fingerprint.TakeAsync(untouched.ConnectionString), killed);
        }
        finally
        {
            foreach (var topic in topics.Values)
            {
                topic.Dispose();
            }
        }
    }

    /// <summary>A run to the end of all topics, until every alert is out.</summary>
    private static async Task CatchUpAsync(TestDatabase database, Dictionary<string, string> settings,
        Dictionary<AnyFeed, TestTopic> topics)
    {
        await using var terminal = TerminalProcess.Launch(settings);
        var all = topics.Values.Sum(topic => topic.Ends().Values.Sum());
        // The slower the machine, the longer the kills took, and the more was sent meanwhile.
        var limit = TimeSpan.FromSeconds(60 + (all / SlowestPerSecond));
        await Eventually.TrueAsync(async () => await PassedAsync(database) >= all, () => $"Does not catch up.\n{terminal.Output}", limit);
        await Eventually.TrueAsync(
            async () => await database.AskAsync<long>("SELECT count(*) FROM alerts WHERE published_at IS NULL") == 0,
            () => $"Alerts wait.\n{terminal.Output}", limit + TheLeaseOfWhoWasKilled);
        Assert.Equal(0, await terminal.StopAsync());
    }

    /// <summary>The ids of the alerts on Kafka; one that went out again after a kill has the id it had.</summary>
    private static HashSet<string> Published(ApacheKafka kafka)
    {
        var published = new HashSet<string>();
        foreach (var kind in Enum.GetValues<AlertKind>())
        {
            using var topic = new TestTopic(kind.Topic(), kafka.BootstrapServers, kafka.ClientSettings);
            published.UnionWith(
                topic.Read().Select(message => JsonSerializer.Deserialize<JsonElement>(message).GetProperty("alertId").GetString()!));
        }

        return published;
    }

    private static Dictionary<string, string> Settings(TestDatabase database, ApacheKafka kafka)
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings:Trades"] = database.ConnectionString,
            ["Kafka:BootstrapServers"] = kafka.BootstrapServers,
            ["Alerts:Publish"] = "true",
            // What flows began two days ago.
            ["Alerts:OldestEventMinutes"] = "0",
        };
        foreach (var (name, value) in kafka.ClientSettings)
        {
            settings[$"Kafka:Client:{name.Replace('.', '_')}"] = value;
        }

        return settings;
    }

    private static Task<long> PassedAsync(TestDatabase database) =>
        database.AskAsync<long>("SELECT coalesce(sum(next_offset - start_offset), 0)::bigint FROM feed_offsets");

    /// <summary>Sends to all topics without end until it is disposed; what they are about began two days ago.</summary>
    private sealed class Flow : IAsyncDisposable
    {
        private const int TradesAtOnce = 40;
        private const int OthersAtOnce = 15;

        private readonly CancellationTokenSource _stop = new();
        private readonly Task _sending;
        private long _sent;

        internal Flow(Dictionary<AnyFeed, TestTopic> topics, int seed) =>
            _sending = Task.WhenAll(topics.Select(topic => Task.Run(() => SendAsync(topic.Key, topic.Value, seed))));

        internal long Sent => Interlocked.Read(ref _sent);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _sending;
        }

        private async Task SendAsync(AnyFeed feed, TestTopic topic, int seed)
        {
            using var wild = new WildFeed(feed.Name, seed, DateTime.UtcNow.AddDays(-2));
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            var count = feed.Name == "trades" ? TradesAtOnce : OthersAtOnce;
            while (!_stop.IsCancellationRequested)
            {
                topic.Send(wild.Take(count));
                Interlocked.Add(ref _sent, count);
                await timer.WaitForNextTickAsync();
            }
        }
    }
}
