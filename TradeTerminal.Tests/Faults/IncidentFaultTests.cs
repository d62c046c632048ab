using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Pipeline.Minutes;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Faults;

/// <summary>What goes wrong is afterwards on record as it was, and in the pictures; by a PostgreSQL and a broker of its own.</summary>
public sealed class IncidentFaultTests : IAsyncLifetime
{
    private readonly EmbeddedKafka _broker = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 2 }, NullLogger.Instance);
    private readonly RandomTrades _trades = new(new Random(3), DateTime.UtcNow) { Partitions = 2 };
    private KillablePostgres _postgres = null!;
    private TestTopic _topic = null!;
    private TestTerminal _terminal = null!;

    public async ValueTask InitializeAsync()
    {
        _postgres = await KillablePostgres.StartAsync();
        _topic = new TestTopic("orders", _broker.BootstrapServers);
        _topic.Send(Now(50));
        _terminal = await StartAsync();
        await _terminal.WhenCaughtUpAsync(_topic);
    }

    public async ValueTask DisposeAsync()
    {
        await _terminal.DisposeAsync();
        await _postgres.DisposeAsync();
        _topic.Dispose();
        _broker.Dispose();
    }

    [Fact]
    public Task Database_FrozenForSevenSeconds_IsOnRecordToTheSecond() => FreezeAsync(7);

    [Fact]
    [Trait("Category", "Long")]
    public Task Database_FrozenFor25Seconds_IsOnRecordToTheSecond() => FreezeAsync(25);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Kafka_GoneForAMinute_IsOnRecordToTheSecond()
    {
        var began = DateTime.UtcNow;
        _broker.SetBrokerDown();
        await Eventually.TrueAsync(() => DateTime.UtcNow - began > TimeSpan.FromMinutes(1), () => "", TimeSpan.FromMinutes(2));
        var back = DateTime.UtcNow;
        _broker.SetBrokerUp();
        _topic.Send(Now(300));
        await _terminal.WhenCaughtUpAsync(_topic);
        var read = DateTime.UtcNow;

        var incident = await StoredAsync(IncidentKinds.Kafka);

        Report(incident, began, back, $"read again at {read:HH:mm:ss.fff}");
        Assert.InRange(incident.BeganAt, began.AddSeconds(-1), began.AddSeconds(1));
        // The client tries again by itself, up to ten seconds after the brokers are there.
        Assert.InRange(incident.EndedAt!.Value, back.AddSeconds(-1), read.AddSeconds(1));
        Assert.Equal((300L, true, (string?)null), (incident.Waited, incident.IsEndSeen, incident.Feed));
        await ShowsAsync(4, began.AddSeconds(30), 0);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Messages_PoisonForAMinute_AreOnRecordWithTheirReasons()
    {
        var began = DateTime.UtcNow;
        var (rounds, refused) = (0, 0);
        DateTime last;
        do
        {
            last = DateTime.UtcNow;
            _topic.Send([.. Now(90).Select(trade => (byte[]?)TradeMessages.Of(trade)), .. Enumerable.Repeat("{"u8.ToArray(), 6), .. Enumerable.Repeat("{}"u8.ToArray(), 4)]);
            (rounds, refused) = (rounds + 1, refused + 10);
            await Eventually.TrueAsync(() => DateTime.UtcNow - last > TimeSpan.FromSeconds(1), () => "");
        }
        while (DateTime.UtcNow - began < TimeSpan.FromMinutes(1));

        var incident = await StoredAsync(IncidentKinds.Rejects);

        Report(incident, began, last, $"{refused} sent");
        Assert.InRange(incident.BeganAt, began.AddSeconds(-1), began.AddSeconds(1.5));
        Assert.InRange(incident.EndedAt!.Value, last, last.AddSeconds(2.5));
        Assert.Equal((refused, "trades"), (incident.Messages, incident.Feed));
        var rows = await EventsAsync(incident.BeganAt);
        Assert.Equal(
            [("json", 6L * rounds), ("missing_field", 4L * rounds)],
            rows.Where(row => row.Outcome == EventRow.Rejected).GroupBy(row => row.Kind).Select(kind => (kind.Key, kind.Sum(row => row.Events))).Order());
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Trades_FiftyTimesAsMany_AreOnRecordWithTheirCount()
    {
        var quiet = DateTime.UtcNow;
        while (DateTime.UtcNow - quiet < TimeSpan.FromSeconds(SurgeMeter.Learns + 5))
        {
            await SendFor1SecondAsync(20);
        }

        var began = DateTime.UtcNow;
        for (var second = 0; second < 3; second++)
        {
            await SendFor1SecondAsync(1_000);
        }

        var ended = DateTime.UtcNow;
        await SendFor1SecondAsync(20);

        var incident = await StoredAsync(IncidentKinds.Surge);

        Report(incident, began, ended, "3,000 sent");
        Assert.InRange(incident.BeganAt, began.AddSeconds(-1.2), began.AddSeconds(1.2));
        Assert.InRange(incident.EndedAt!.Value, ended.AddSeconds(-1.2), ended.AddSeconds(1.5));
        Assert.InRange(incident.Messages!.Value, 2_900, 3_060);
        var rows = await EventsAsync(incident.BeganAt);
        Assert.Equal(_terminal.Feed.Accepted, rows.Where(row => row.Outcome == EventRow.Accepted).Sum(row => row.Events));
    }

    /// <summary>The same process can't be killed here: it is stopped, and its rows are made those of one that was killed.</summary>
    [Fact]
    public async Task Terminal_EndsWhileKafkaIsAway_TheNextOneTellsBoth()
    {
        await _terminal.WhenAsync(t => t.Service<PipelineWatch>() is not null && OpenOf(IncidentKinds.Kafka) is null, "is well");
        _broker.SetBrokerDown();
        await _terminal.WhenAsync(_ => OpenOf(IncidentKinds.Kafka) is not null, "sees that Kafka is away");
        await Eventually.TrueAsync(async () => await RowsAsync("kind = 'kafka'") is [{ EndedAt: null }], () => "it is stored while it goes on");
        await _terminal.DisposeAsync();
        await ExecuteAsync(
            """
            UPDATE terminal_runs SET process_id = 2147483000, ended_at = NULL, seen_at = seen_at - interval '1 minute';
            UPDATE incidents SET began_at = began_at - interval '1 minute', ended_at = NULL, is_end_seen = true WHERE kind = 'kafka';
            """);
        _broker.SetBrokerUp();

        _terminal = await StartAsync();

        await Eventually.TrueAsync(async () => await RowsAsync("kind = 'crash' AND ended_at IS NOT NULL") is [_], () => "the crash is stored");
        await Eventually.TrueAsync(
            async () => await RowsAsync("kind = 'kafka' AND NOT is_end_seen") is [_], () => "that Kafka was away is stored");
        var cut = Assert.Single(await RowsAsync("kind = 'kafka' AND NOT is_end_seen"));
        var crash = Assert.Single(await RowsAsync("kind = 'crash'"));
        Assert.Contains("not over when the terminal ended without a word", cut.Detail, StringComparison.Ordinal);
        Assert.Equal(cut.EndedAt!.Value, crash.BeganAt, TimeSpan.FromMilliseconds(1));
        Assert.True(crash.EndedAt > crash.BeganAt);
    }

    [Fact]
    public async Task Terminal_StoppedAndStarted_KeepsItsPastAndSaysHowLongItWasAway()
    {
        await Eventually.TrueAsync(async () => (await EventsAsync(DateTime.UtcNow)).Sum(row => row.Events) == 50, () => "counts what is stored");
        var stopped = DateTime.UtcNow;
        await _terminal.DisposeAsync();
        var gone = DateTime.UtcNow;
        _topic.Send(Now(200));

        _terminal = await StartAsync();

        await _terminal.WhenCaughtUpAsync(_topic);
        var restart = await StoredAsync(IncidentKinds.Restart);
        Assert.InRange(restart.BeganAt, stopped, gone);
        Assert.InRange(restart.EndedAt!.Value, restart.BeganAt, DateTime.UtcNow);
        await Eventually.TrueAsync(async () => (await EventsAsync(DateTime.UtcNow)).Sum(row => row.Events) == 250, () => "counts what was stored meanwhile");
    }

    private async Task FreezeAsync(int seconds)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It needs SIGSTOP.");
        DateTime began, received, ended;
        using (_postgres.Freeze())
        {
            began = DateTime.UtcNow;
            _topic.Send(Now(100));
            await _terminal.WhenAsync(t => t.Feed.LagRecords == 100, "has received what it can't write");
            received = DateTime.UtcNow;
            await _terminal.WhenAsync(
                _ => OpenOf(IncidentKinds.Database) is { Waited: 100 } open && open.Length(DateTime.UtcNow).TotalSeconds >= seconds, "sees it");
            ended = DateTime.UtcNow;
        }

        // As anybody sees it, on a machine of whatever speed.
        await AskAsync<long>("SELECT 1::bigint");
        var answered = DateTime.UtcNow;
        var incident = await StoredAsync(IncidentKinds.Database);

        Report(incident, began, ended, "100 sent");
        Assert.InRange(incident.BeganAt, began.AddSeconds(-1), received.AddSeconds(1));
        Assert.InRange(incident.EndedAt!.Value, ended.AddSeconds(-1), answered.AddSeconds(1));
        Assert.Equal((100L, true, (string?)null), (incident.Waited, incident.IsEndSeen, incident.Feed));
        Assert.StartsWith("no answer for", incident.Detail, StringComparison.Ordinal);
        await ShowsAsync(4, began.AddSeconds(seconds / 2.0), 100);
    }

    private static void Report(Incident incident, DateTime began, DateTime ended, string more) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{incident.Kind}: began {(incident.BeganAt - began).TotalSeconds:+0.00;-0.00} s, ended {(incident.EndedAt - ended)?.TotalSeconds:+0.00;-0.00} s, waited {incident.Waited}, messages {incident.Messages}, '{incident.Detail}'; {more}");

    /// <summary>As the picture of that minute has it.</summary>
    private async Task ShowsAsync(int state, DateTime at, long waited)
    {
        var question = PipelineQuestion.Of("trades", PipelineSpan.Hour, null, DateTime.UtcNow);
        PipelineRow? row = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var rows = (await _terminal.Service<PipelineStore>().AskAsync(PipelineStore.OfAll(question), default)).Rows;
                row = rows.SingleOrDefault(row => row.Feed == "trades" && row.Time == Interval.Minute.BucketOf(at));
                return row?.State == state && row.LagRecords >= waited;
            },
            () => $"{row}");
    }

    private async Task<IReadOnlyList<EventRow>> EventsAsync(DateTime at)
    {
        // By a store of its own time: the terminal's may rest.
        await Eventually.TrueAsync(async () => await CountedAsync() == _terminal.Feed.Partitions.Sum(partition => partition.Position.NextOffset),
            () => "all is counted");
        var question = PipelineQuestion.Of("trades", PipelineSpan.Hour, null, at.AddMinutes(5));
        IReadOnlyList<EventRow> rows = [];
        var store = _terminal.Service<EventStore>();
        await Eventually.TrueAsync(
            async () => (rows = (await store.AskAsync(question, default)).Rows).Where(row => row.Outcome != EventRow.OfKind).Sum(row => row.Events) == await CountedAsync(),
            () => $"{string.Join('\n', rows)}");
        return rows;
    }

    private Task<long> CountedAsync() => AskAsync<long>("SELECT coalesce(sum(events), 0)::bigint FROM pipeline_events_1m WHERE outcome <> 'kind'");

    private Task<TestTerminal> StartAsync() => TestTerminal.StartAsync(_postgres.ConnectionString, _broker);

    private Incident? OpenOf(string kind) => _terminal.Service<IncidentBook>().Open.FirstOrDefault(incident => incident.Kind == kind);

    /// <summary>Once it is over, and what waited is settled.</summary>
    private async Task<Incident> StoredAsync(string kind)
    {
        IReadOnlyList<Incident> rows = [];
        await Eventually.TrueAsync(
            async () => (rows = await RowsAsync($"kind = '{kind}' AND ended_at IS NOT NULL")) is [{ EndedAt: { } ended }]
                && DateTime.UtcNow - ended > IncidentBook.Settles + PipelineWriter.Every,
            () => $"{kind} is stored once: {string.Join('\n', rows)}\n{string.Join('\n', _terminal.Service<IncidentBook>().Current)}\n{_terminal.State}",
            TimeSpan.FromSeconds(100));
        return rows[0];
    }

    private async Task<IReadOnlyList<Incident>> RowsAsync(string where)
    {
        await using var connection = new NpgsqlConnection(_postgres.DirectConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT incident_id, kind, feed, began_at, ended_at, is_end_seen, waited, messages, detail FROM incidents WHERE {where}", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Incident>();
        while (await reader.ReadAsync())
        {
            rows.Add(new Incident(
                reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetDateTime(3),
                reader.IsDBNull(4) ? null : reader.GetDateTime(4), reader.GetBoolean(5), reader.GetInt64(6),
                reader.IsDBNull(7) ? null : reader.GetInt64(7), reader.GetString(8)));
        }

        return rows;
    }

    private async Task<T> AskAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(_postgres.DirectConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_postgres.DirectConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task SendFor1SecondAsync(int trades)
    {
        var began = DateTime.UtcNow;
        for (var tenth = 1; tenth <= 10; tenth++)
        {
            _topic.Send(Now(trades / 10));
            await Eventually.TrueAsync(() => DateTime.UtcNow - began > TimeSpan.FromMilliseconds(100 * tenth), () => "");
        }
    }

    /// <summary>Trades of this moment.</summary>
    private List<Trade> Now(int count) => [.. _trades.Take(count).Select(trade => trade with { ExecutedAt = DateTime.UtcNow })];
}
