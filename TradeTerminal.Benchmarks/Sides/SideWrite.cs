using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Benchmarks.Ingest;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Benchmarks.Sides;

/// <summary>
/// The product's own writer of trades: rows, candles, rules, offsets, in one transaction a batch. One for all repetitions,
/// as a terminal has one for as long as it runs; each repetition is a log of its own.
/// </summary>
internal sealed class SideWrite : IDisposable
{
    private readonly SideTrades _trades = new();
    private readonly BenchDatabase _database;
    private readonly ServiceProvider _services;
    private readonly OffsetStore _offsets;
    private readonly FeedWriter<Trade> _writer;
    private int _log;

    public SideWrite(BenchDatabase database)
    {
        _database = database;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IDbContextFactory<TerminalDbContext>>(database.Contexts);
        services.AddAlerts();
        _services = services.BuildServiceProvider();
        _offsets = new OffsetStore(database.Contexts);
        _writer = new TradesFeed().CreateWriter(_services, database.Contexts, database.Days, TimeProvider.System);
    }

    public void Dispose() => _services.Dispose();

    /// <summary>Another has written; the writer reads what it must know.</summary>
    public void Forget() => _writer.Forget();

    /// <summary>Rows a second and bytes of WAL a row, after a checkpoint; throws unless exactly what was written is there.</summary>
    public (double Rate, double Wal) Measure(SideRow row)
    {
        var (batches, volume) = _trades.Next(row);
        if (row.EmptyDay)
        {
            _database.Execute("TRUNCATE trades, candles_1m, rule_states, alerts, rejected, feed_offsets");
            Forget();
        }

        var feed = new FeedKey(string.Create(CultureInfo.InvariantCulture, $"log {++_log}"), "orders");
        var next = new Dictionary<int, long>();
        for (var partition = 0; partition < SideTrades.Partitions; partition++)
        {
            _offsets.Begin(feed, partition, 0);
            next[partition] = 0;
        }

        var gauge = new FeedGauge("trades", feed.Topic, TimeProvider.System);
        gauge.Begin(feed.ClusterId, _offsets.Load(feed).Values);
        var committer = new BatchCommitter<Trade>(
            _writer, _offsets, new ChangeFeed(), gauge, TimeProvider.System, NullLogger.Instance);
        var before = Stored();
        _database.Execute("CHECKPOINT");
        var wal = Wal();
        var started = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            committer.Commit(feed, batch, next, CancellationToken.None);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        wal = Wal() - wal;
        Check(feed, before, volume);
        return (SideTrades.Count / elapsed.TotalSeconds, (double)wal / SideTrades.Count);
    }

    private (long Rows, decimal Volume, decimal Candles) Stored() => (
        _database.Scalar<long>("SELECT count(*) FROM trades"),
        _database.Scalar<decimal>("SELECT coalesce(sum(volume), 0)::numeric FROM trades"),
        _database.Scalar<decimal>("SELECT coalesce(sum(volume), 0)::numeric FROM candles_1m"));

    private decimal Wal() => _database.Scalar<decimal>("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')");

    private void Check(FeedKey feed, (long Rows, decimal Volume, decimal Candles) before, long volume)
    {
        var now = Stored();
        var passed = _offsets.Load(feed).Values.Sum(position => position.Accepted);
        if ((now.Rows - before.Rows, now.Volume - before.Volume, now.Candles - before.Candles, passed)
            != (SideTrades.Count, volume, volume, SideTrades.Count))
        {
            throw new InvalidOperationException(
                $"Wrong result: {before} and then {now}, {passed} by the offsets, where {SideTrades.Count} rows of volume {volume} were written.");
        }
    }
}
