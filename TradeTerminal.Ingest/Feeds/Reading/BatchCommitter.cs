using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Tracing;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// Makes a batch durable whatever it takes: waits while the database is away, and cuts the batch down to
/// the one row the database refuses. Announces only what has been committed.
/// </summary>
internal sealed partial class BatchCommitter<TEvent>(
    FeedWriter<TEvent> writer, OffsetStore offsets, ChangeFeed changes, FeedGauge gauge, TimeProvider time, ILogger logger)
    where TEvent : struct, IFeedEvent<TEvent>
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Asked about what the batches skip.</summary>
    public HoleQuestions? Holes { get; init; }

    /// <summary>See <see cref="Feed{TEvent}.KindOf"/>.</summary>
    public Func<TEvent, int>? KindOf { get; init; }

    /// <exception cref="FencedException">Another worker writes these partitions.</exception>
    public void Commit(FeedKey feed, FeedBatch<TEvent> batch, Dictionary<int, long> next, CancellationToken cancellationToken)
    {
        using var received = batch.Trace.Begin(feed.Topic, batch.Count);
        Commit(feed, batch, next, 0, batch.Count, cancellationToken);
        if (batch.First is { } first)
        {
            gauge.Latency.Committed(first, time.GetUtcNow().UtcDateTime);
        }
    }

    private void Commit(
        FeedKey feed, FeedBatch<TEvent> batch, Dictionary<int, long> next, int start, int count, CancellationToken cancellationToken)
    {
        try
        {
            Write(feed, batch, next, start, count, cancellationToken);
        }
        catch (Exception exception) when (Failures.Classify(exception) == FailureClass.Data)
        {
            if (count > 1)
            {
                Commit(feed, batch, next, start, count / 2, cancellationToken);
                Commit(feed, batch, next, start + (count / 2), count - (count / 2), cancellationToken);
                return;
            }

            var detail = Failures.Postgres(exception)?.MessageText ?? exception.GetBaseException().Message;
            LogRefused(batch.Verdicts[start].Event.Partition, batch.Verdicts[start].Event.Offset, detail);
            batch.Refuse(start, detail);
            Write(feed, batch, next, start, 1, cancellationToken);
        }
    }

    private void Write(
        FeedKey feed, FeedBatch<TEvent> batch, Dictionary<int, long> next, int start, int count, CancellationToken cancellationToken)
    {
        var wait = FirstWait;
        for (var attempt = 0; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var slice = batch.Verdicts.Slice(start, count);
            var advances = Advances(slice, next);
            try
            {
                if (attempt == 0 || !IsStored(feed, advances))
                {
                    var started = Stopwatch.GetTimestamp();
                    using var commit = Activity.Current is null ? null : Traces.Source.StartActivity($"commit {feed.Topic}");
                    var (events, alerts) = Write(feed, batch, slice, advances);
                    var elapsed = Stopwatch.GetElapsedTime(started);
                    gauge.Written(advances, Newest(events), elapsed);
                    if (KindOf is not null)
                    {
                        gauge.Kinds.Count(events, KindOf);
                    }

                    commit?.SetTag("messages", count).SetTag("stored", events.Count).SetTag("attempt", attempt + 1).Stop();
                    LogWritten(gauge.Current.Name, count, events.Count, elapsed.TotalMilliseconds);
                    changes.Publish(new CommittedBatch<TEvent>(feed, events, time.GetUtcNow())
                    {
                        FeedName = gauge.Current.Name,
                        Alerts = alerts,
                        Trace = commit?.Context ?? default,
                        Ranges = [.. advances.Select(advance => new OffsetRange(advance.Partition, advance.From, advance.To))],
                    });
                }

                foreach (var advance in advances)
                {
                    next[advance.Partition] = advance.To;
                    Holes?.Add(feed, advance);
                }

                // A feed that runs may have a problem with one partition, which a batch of another does not end.
                if (gauge.Current.Phase != FeedPhase.Running)
                {
                    gauge.Phase(FeedPhase.Running);
                }

                return;
            }
            catch (Exception exception) when (Failures.Classify(exception) == FailureClass.Transient)
            {
                var problem = exception.GetBaseException().Message;
                gauge.Phase(FeedPhase.WaitingForDatabase, problem);
                LogWaiting(problem, count, wait.TotalMilliseconds);
                cancellationToken.WaitHandle.WaitOne(wait * (0.8 + (Random.Shared.NextDouble() * 0.4)));
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
    }

    private (IReadOnlyList<TEvent> Events, IReadOnlyList<Alert> Alerts) Write(
        FeedKey feed, FeedBatch<TEvent> batch, ReadOnlySpan<Verdict<TEvent>> slice, List<PartitionAdvance> advances)
    {
        gauge.Wait.Begin(slice.Length);
        try
        {
            return writer.Write(feed, batch, slice, advances);
        }
        finally
        {
            gauge.Wait.End();
        }
    }

    /// <summary>
    /// After a failure the commit may have taken effect without our hearing of it: the stored offsets know.
    /// What it added is then unknown here, so listeners read it from the database.
    /// </summary>
    private bool IsStored(FeedKey feed, IReadOnlyCollection<PartitionAdvance> advances)
    {
        var stored = offsets.Load(feed);
        if (!advances.All(advance => stored.TryGetValue(advance.Partition, out var at) && at.NextOffset == advance.To))
        {
            return false;
        }

        gauge.Begin(feed.ClusterId, stored.Values);
        changes.PublishUnknown();
        return true;
    }

    private static List<PartitionAdvance> Advances(ReadOnlySpan<Verdict<TEvent>> slice, Dictionary<int, long> next)
    {
        var advances = new List<PartitionAdvance>();
        PartitionAdvance? current = null;
        foreach (ref readonly var verdict in slice)
        {
            var partition = verdict.Event.Partition;
            if (current?.Partition != partition)
            {
                current = advances.Find(advance => advance.Partition == partition);
                if (current is null)
                {
                    advances.Add(current = new PartitionAdvance(partition, next[partition]));
                }
            }

            current.Pass(verdict.Event.Offset);
            if (verdict.IsIgnored)
            {
                current.Ignored++;
                continue;
            }

            if (!verdict.IsAccepted)
            {
                current.Rejected++;
                continue;
            }

            current.Accepted++;
            if (current.Newest is null || verdict.Event.EventTime > current.Newest)
            {
                current.Newest = verdict.Event.EventTime;
            }
        }

        return advances;
    }

    private static DateTime? Newest(IReadOnlyList<TEvent> events) =>
        events.Count == 0 ? null : events.Max(stored => stored.EventTime);

    [LoggerMessage(LogLevel.Debug, "Feed {Feed}: wrote {Messages} messages, {Events} new events, in {Milliseconds:F1} ms")]
    private partial void LogWritten(string feed, int messages, int events, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "The database is away ({Problem}); {Messages} messages wait {Milliseconds:F0} ms")]
    private partial void LogWaiting(string problem, int messages, double milliseconds);

    [LoggerMessage(LogLevel.Warning, "The message cannot be stored: it is at partition {Partition} offset {Offset}: {Detail}")]
    private partial void LogRefused(int partition, long offset, string detail);
}
