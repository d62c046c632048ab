using System.Diagnostics;
using System.Globalization;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Deletions;

/// <summary>A symbol with millions of trades goes while its feed, and its own trades, go on.</summary>
public sealed class LargeDeletionTests(PostgresFixture postgres) : DeletionTest(postgres)
{
    private const int Stored = 2_000_000;
    private const int Hours = 3;
    private const long MostMemory = 150 * 1024 * 1024;

    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(1);

    [Fact]
    [Trait("Category", "Long")]
    public async Task Delete_TwoMillionTrades_HoldsUpNoBatchAndAccountsForEach()
    {
        var trades = new RandomTrades(new Random(11), Judgement.Now) { Span = TimeSpan.FromHours(Hours) };
        Ingest.Write(trades.Take(20_000));
        await StoreAsync();
        Ingest.Write(trades.Take(50));

        var (longest, most, batches, before) = (TimeSpan.Zero, 0L, 0, GC.GetTotalMemory(true));
        using var ended = new CancellationTokenSource();
        var writing = Task.Run(
            () =>
            {
                while (!ended.IsCancellationRequested)
                {
                    var next = trades.Take(50);
                    var begun = Stopwatch.GetTimestamp();
                    Ingest.Write(next);
                    var took = Stopwatch.GetElapsedTime(begun);
                    (longest, batches) = (took > longest ? took : longest, batches + 1);
                    most = Math.Max(most, GC.GetTotalMemory(false) - before);
                }
            },
            Token);
        var begun = Stopwatch.GetTimestamp();
        var deletion = await DeleteAsync(new TradesFeed(), "AAPL");
        var took = Stopwatch.GetElapsedTime(begun);
        await ended.CancelAsync();
        await writing;

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{deletion.Stock.Events} trades in {took.TotalSeconds:0.0} s beside {batches} batches; the longest took {longest.TotalMilliseconds:0} ms, memory +{most >> 20} MB"));
        Assert.InRange(deletion.Stock.Events, Stored, long.MaxValue);
        Assert.InRange(batches, 10, int.MaxValue);
        Assert.InRange(longest, TimeSpan.Zero, LongestWrite);
        Assert.InRange(most, long.MinValue, MostMemory);
        Assert.Equal(
            await Ingest.AskAsync<long>("SELECT sum(accepted)::bigint FROM feed_offsets"), await CountAsync("trades") + deletion.Stock.Events);
        Assert.Equal(deletion.Stock.Events, await Ingest.AskAsync<long>("SELECT sum(cardinality(offsets))::bigint FROM deleted_events"));
        Assert.Equal("", await Ingest.AskAsync<string>(Invariants.WrongCandles));
        Assert.Equal("", await Ingest.AskAsync<string>(Invariants.WrongOffsets));
    }

    /// <summary>As if they had come by a partition of their own: rows, candles and account.</summary>
    private async Task StoreAsync()
    {
        var (from, seconds) = (Judgement.Now.AddHours(-Hours).ToString("O", CultureInfo.InvariantCulture), Hours * 3_600);
        await Ingest.ExecuteAsync(
            $"""
            INSERT INTO trades (trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset)
            SELECT gen_random_uuid(), 'AAPL', 100 + n % 500 / 100.0, 1 + n % 90, CASE n % 2 WHEN 0 THEN 'buy' ELSE 'sell' END,
                '{from}'::timestamptz + n * interval '{seconds} seconds' / {Stored}, 7, n
            FROM generate_series(0, {Stored - 1}) n
            """);
        await Ingest.ExecuteAsync(
            $"""
            DELETE FROM candles_1m WHERE ticker = 'AAPL';
            INSERT INTO candles_1m (ticker, bucket, open, high, low, close, volume, notional, trade_count, open_at, open_partition, open_offset,
                close_at, close_partition, close_offset)
            SELECT 'AAPL', date_trunc('minute', executed_at), (array_agg(price ORDER BY executed_at, source_partition, source_offset))[1],
                max(price), min(price), (array_agg(price ORDER BY executed_at DESC, source_partition DESC, source_offset DESC))[1],
                sum(volume), sum(price * volume), count(*),
                min(executed_at), 0, 0, max(executed_at), 0, 0
            FROM trades WHERE ticker = 'AAPL' GROUP BY 2;
            INSERT INTO feed_offsets (cluster_id, topic, partition, start_offset, next_offset, accepted, duplicates, rejected, skipped, gone,
                unexplained, began_at, moved_at)
            SELECT cluster_id, topic, 7, 0, {Stored}, {Stored}, 0, 0, 0, 0, 0, began_at, moved_at FROM feed_offsets WHERE partition = 0
            """);
    }
}
