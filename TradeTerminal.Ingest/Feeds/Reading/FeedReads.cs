using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// Keeps from when to when each topic was read, a row of <c>feed_reads</c> for each stretch in which this terminal ran and read it, so
/// that a time without events can be told from one in which nobody looked. The row grows every <see cref="Every"/>: of a terminal
/// that is killed so much at most is missing.
/// </summary>
internal sealed partial class FeedReads(
    FeedGauges gauges, IDbContextFactory<TerminalDbContext> databases, DatabaseStartup startup, TimeProvider time,
    ILogger<FeedReads> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>After so long without a word, as when the machine slept, nobody knows what was read.</summary>
    private static readonly TimeSpan Longest = 3 * Every;

    private static readonly TimeSpan LastWithin = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, DateTime> _began = [];
    private DateTime _writtenAt;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        if (!startup.IsReady)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LastWithin);
        try
        {
            await TryWriteAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The database hangs: the end must not wait for it.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryWriteAsync(stoppingToken).ConfigureAwait(false);
            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(false);
        }
    }

    /// <summary>Keeps what is read at this moment; a database that is away is told of by those who need it.</summary>
    internal async Task TryWriteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now - _writtenAt > Longest || now < _writtenAt)
        {
            _began.Clear();
        }

        foreach (var feed in gauges.All.Select(gauge => gauge.Current))
        {
            _ = feed.Phase == FeedPhase.Running ? _began.TryAdd(feed.Topic, now) : _began.Remove(feed.Topic);
        }

        try
        {
            await WriteAsync([.. _began.Keys], [.. _began.Values], now, cancellationToken).ConfigureAwait(false);
            _writtenAt = now;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogNotKept(exception.GetBaseException().Message);
        }
    }

    private async Task WriteAsync(string[] topics, DateTime[] began, DateTime now, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO feed_reads AS r (topic, began_at, seen_at)
            SELECT topic, began_at, {now} FROM unnest({topics}, {began}) AS t(topic, began_at)
            ON CONFLICT (topic, began_at) DO UPDATE SET seen_at = GREATEST(r.seen_at, EXCLUDED.seen_at)
            """,
            cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(LogLevel.Debug, "What was read until now could not be kept: {Reason}")]
    private partial void LogNotKept(string reason);
}
