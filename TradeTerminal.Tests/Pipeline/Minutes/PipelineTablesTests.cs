using Npgsql;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Pipeline.Minutes;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Pipeline.Minutes;

public sealed class PipelineTablesTests(PostgresFixture fixture)
{
    private static readonly DateTime Minute = Interval.Minute.BucketOf(Judgement.Now);
    private static readonly Dictionary<string, string> Topics = new() { ["trades"] = "orders" };

    /// <summary>Each message once, whoever counts and how often, refused ones by their reason; and after the topic was made anew.</summary>
    [Fact]
    public async Task CountAsync_AgainAndAgain_AddsUpToTheOffsets()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, new TestClock(Judgement.Now));
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        ingest.Begin(0);
        ingest.Begin(1);
        // The clock of the test stands in the past of the database's.
        await ingest.ExecuteAsync("UPDATE feed_offsets SET began_at = '2020-01-01'");
        var trades = new RandomTrades(new Random(4), Judgement.Now).Take(40).Select(trade => TradeMessages.Of(trade)).ToList();
        ingest.Write(0, [.. trades[..20], trades[3], "{"u8.ToArray()]);
        await CountAsync(connection, Minute);
        await CountAsync(connection, Minute);
        ingest.Write(1, [.. trades[20..], "{"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()]);
        await CountAsync(connection, Minute);
        await CountAsync(connection, Minute.AddMinutes(1), [("trades", "odd", 7)]);

        Assert.Equal(
            ["accepted  40", "duplicate  1", "rejected json 2", "rejected missing_field 2"], await CountsAsync(connection, Minute));
        Assert.Equal(["kind odd 7"], await CountsAsync(connection, Minute.AddMinutes(1)));

        ingest.Offsets.Restart(ingest.Key, ingest.Position(0), 0, "another");
        ingest.Begin(0);
        ingest.Write(0, [.. new RandomTrades(new Random(5), Judgement.Now).Take(5).Select(trade => TradeMessages.Of(trade))]);
        await CountAsync(connection, Minute.AddMinutes(2));

        Assert.Equal(["accepted  5"], await CountsAsync(connection, Minute.AddMinutes(2)));
    }

    [Fact]
    public async Task CountAsync_AnotherTerminalIsAtIt_LeavesItToThat()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var other = new NpgsqlConnection(database.ConnectionString);
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await other.OpenAsync();
        await connection.OpenAsync();
        await using var held = await other.BeginTransactionAsync();
        Assert.True(await ScalarAsync<bool>(other, "SELECT pg_try_advisory_xact_lock(1885958245)"));

        Assert.False(await PipelineTables.CountAsync(connection, Topics, Minute, [], () => Assert.Fail("Nothing is kept."), default));
    }

    [Fact]
    public async Task RollUpAsync_MinutesOfDaysAgo_BecomeHoursOfTheSameSumsAndExtremes()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection,
            """
            INSERT INTO pipeline_1m (feed, bucket, lag_records, lag_seconds, state, event_to_painted_p99)
                SELECT 'trades', t, m, m / 10.0, m % 5, m FROM generate_series(0, 179) m, LATERAL (
                    SELECT date_trunc('hour', now(), 'UTC') - interval '3 days 2 hours' + m * interval '1 minute' AS t) b;
            INSERT INTO pipeline_events_1m SELECT feed, bucket, 'rejected', 'json', 2 FROM pipeline_1m;
            """);

        await PipelineTables.RollUpAsync(connection, default);
        await PipelineTables.RollUpAsync(connection, default);

        Assert.Equal(60L, await ScalarAsync<long>(connection, "SELECT count(*) FROM pipeline_1m"));
        Assert.Equal("59 5.9 4 59, 119 11.9 4 119", await ScalarAsync<string>(connection,
            """
            SELECT string_agg(concat_ws(' ', lag_records, lag_seconds, state, event_to_painted_p99), ', ' ORDER BY bucket) FROM pipeline_1h
            """));
        Assert.Equal("120, 120", await ScalarAsync<string>(connection, "SELECT string_agg(events::text, ', ') FROM pipeline_events_1h"));
    }

    /// <summary>
    /// Seven feeds, each minute that is kept and each hour of the days before, with every stage measured and rejects of two reasons.
    /// </summary>
    [Fact]
    public async Task Tables_NinetyDays_TakeLessThan50Megabytes()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var (minutes, hours) = (PipelineTables.MinuteDays * 24 * 60, (90 - PipelineTables.MinuteDays) * 24);
        foreach (var (table, step, rows) in new[] { ("1m", "1 minute", minutes), ("1h", "1 hour", hours) })
        {
            await ExecuteAsync(connection,
                $"""
                INSERT INTO pipeline_{table}
                    SELECT 'order_book' || f, now() - n * interval '{step}', n, n, 1, n, n, n, n, n, n, n, n, n, n, n, n
                    FROM generate_series(1, {rows}) n, generate_series(1, 7) f;
                INSERT INTO pipeline_events_{table} SELECT 'order_book' || f, now() - n * interval '{step}', o.outcome, o.kind, n
                    FROM generate_series(1, {rows}) n, generate_series(1, 7) f,
                        (VALUES ('accepted', ''), ('duplicate', ''), ('rejected', 'missing_field'), ('rejected', 'json'),
                            ('kind', 'price_tick'), ('kind', 'trade_opened'), ('kind', 'trade_marked'), ('kind', 'trade_closed')) o(outcome, kind)
                    WHERE f = 1 OR o.outcome IN ('accepted', 'rejected');
                """);
        }

        var size = await ScalarAsync<long>(connection,
            "SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relname LIKE 'pipeline%' AND relkind = 'r'");

        TestContext.Current.TestOutputHelper?.WriteLine($"{size / 1e6:F1} MB");
        Assert.InRange(size, 1_000_000, 50_000_000);
    }

    private static Task<bool> CountAsync(NpgsqlConnection connection, DateTime minute, params (string, string, long)[] kinds) =>
        PipelineTables.CountAsync(connection, Topics, minute, kinds, () => { }, TestContext.Current.CancellationToken);

    private static async Task<string[]> CountsAsync(NpgsqlConnection connection, DateTime minute) =>
        await ScalarAsync<string[]>(connection,
            $"""
            SELECT coalesce(array_agg(concat_ws(' ', outcome, kind, events) ORDER BY outcome, kind), ARRAY[]::text[])
            FROM pipeline_events_1m WHERE bucket = '{minute:O}'
            """);

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
