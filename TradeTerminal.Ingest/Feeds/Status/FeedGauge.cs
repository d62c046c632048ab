using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// Where the worker shows what it is doing. Written by its thread alone, read by anyone: a reader gets one
/// whole <see cref="FeedStatus"/>.
/// </summary>
public sealed class FeedGauge(string name, string topic, TimeProvider time, FeedMeter? meter = null)
{
    private static readonly TimeSpan LongestUnnoticed = TimeSpan.FromSeconds(30);

    private FeedStatus _current =
        new(name, topic, null, FeedPhase.Starting, null, null, [], BatchRate.Empty);

    private TaskCompletionSource _answered = new();
    private FeedAnswer? _answer;
    private RowAnswer? _rows;
    private IReadOnlyDictionary<int, long>? _ends;
    private long _deleted;
    private long _progress = time.GetTimestamp();
    private long _brokersHeard;
    private long _brokersLost;

    public FeedStatus Current
    {
        get
        {
            var (last, rows, deleted) = (Last, Volatile.Read(ref _rows), Volatile.Read(ref _deleted));
            var status = Wait.On(rows is null && deleted == 0 ? last : last with { Rows = rows, Deleted = deleted });
            return status.DatabaseHeld > TimeSpan.Zero && Volatile.Read(ref _ends) is { } ends ? status.GoingTo(ends) : status;
        }
    }

    /// <summary>What was stored and not yet compared with the rows there are.</summary>
    internal StoredLedger Ledger { get; } = new();

    /// <summary>What was stored and not yet counted by kind.</summary>
    public EventKinds Kinds { get; init; } = new([]);

    /// <summary>Begun and ended by whoever asks the database on the worker's thread.</summary>
    internal DatabaseWait Wait { get; } = new(time);

    private FeedStatus Last => Volatile.Read(ref _current);

    /// <summary>How long the stages of the feed took of late.</summary>
    public StageLatency Latency { get; } = new(name, time, meter);

    /// <summary>
    /// Since reading began, a batch was last written, or there was nothing left to write. Not by the clock, which
    /// may be set.
    /// </summary>
    public TimeSpan SinceProgress => time.GetElapsedTime(Volatile.Read(ref _progress));

    internal void Phase(FeedPhase phase, string? problem = null)
    {
        if (Last.Phase != phase || Last.Problem != problem)
        {
            var since = Last.Phase == phase ? Last.PhaseSince : phase == FeedPhase.WaitingForKafka ? BrokersGone() : Now;
            Set(Last with { Phase = phase, Problem = problem, Question = null, PhaseSince = since });
        }
    }

    /// <summary>False when the feed does not ask, or asks something else by now.</summary>
    public bool Answer(FeedQuestion question, ResumeAt at)
    {
        if (Last.Question != question)
        {
            return false;
        }

        Volatile.Write(ref _answer, new FeedAnswer(question, at));
        _answered.TrySetResult();
        return true;
    }

    /// <summary>What was said about this position, once: the next time the same numbers come up it is another matter.</summary>
    internal ResumeAt? TakeAnswer(StoredOffset at)
    {
        if (Volatile.Read(ref _answer) is not { } answer || !answer.IsAbout(at))
        {
            return null;
        }

        Volatile.Write(ref _answer, answer.Without(at.Partition));
        return answer.At;
    }

    /// <summary>Says what is asked, and waits for the answer.</summary>
    internal void Ask(FeedQuestion question, CancellationToken stopping)
    {
        _answered = new TaskCompletionSource();
        Set(Last with { Phase = FeedPhase.WaitingForDecision, Problem = question.Text, Question = question, PhaseSince = Now });
        Task.WaitAny([_answered.Task, Task.Delay(Timeout.Infinite, stopping)], CancellationToken.None);
        Phase(FeedPhase.Starting);
    }

    internal void Unreadable(string? problem)
    {
        if (Last.Unreadable != problem)
        {
            Set(Last with { Unreadable = problem });
        }
    }

    /// <summary>Of the ledger, by whoever compares it.</summary>
    internal void Compared(RowAnswer answer) => Volatile.Write(ref _rows, answer);

    /// <summary>How many of its stored events an operator has deleted, by whoever looks.</summary>
    internal void Deleted(long events) => Volatile.Write(ref _deleted, events);

    /// <summary>How far the log goes, by whoever asks the brokers: shown while the database holds up the worker, who can't take it
    /// then.</summary>
    internal void LogGoesTo(IReadOnlyDictionary<int, long> ends)
    {
        Volatile.Write(ref _ends, ends);
        if (ends.Count > 0)
        {
            Volatile.Write(ref _brokersHeard, Now.Ticks);
            Volatile.Write(ref _brokersLost, 0);
        }
    }

    /// <summary>A connection to the brokers has failed, by the client; the phase follows when an answer is missing.</summary>
    internal void BrokersLost() => Interlocked.CompareExchange(ref _brokersLost, Now.Ticks, 0);

    /// <summary>Offsets without a message that the log was not asked for once more.</summary>
    internal void NotAsked(long offsets)
    {
        if (Last.NotAsked != offsets)
        {
            Set(Last with { NotAsked = offsets });
        }
    }

    internal void Begin(string clusterId, IEnumerable<StoredOffset> positions)
    {
        Progress();
        Set(Last with
        {
            ClusterId = clusterId,
            Partitions = [.. positions
                .OrderBy(position => position.Partition)
                .Select(position => new PartitionStatus(
                    position, Math.Max(position.NextOffset, Find(position.Partition)?.EndOffset ?? 0),
                    Find(position.Partition)?.NewestEventTime) { NewestSeen = Find(position.Partition)?.NewestSeen })],
        });
    }

    internal void Written(IReadOnlyCollection<PartitionAdvance> advances, DateTime? newest, TimeSpan elapsed)
    {
        Progress();
        foreach (var advance in advances)
        {
            Ledger.Add(advance);
        }

        var partitions = Last.Partitions.ToBuilder();
        for (var i = 0; i < partitions.Count; i++)
        {
            var at = partitions[i];
            if (advances.FirstOrDefault(advance => advance.Partition == at.Position.Partition) is { } advance)
            {
                partitions[i] = Waiting(new PartitionStatus(
                    advance.Apply(at.Position), Math.Max(at.EndOffset, advance.To), Later(at.NewestEventTime, advance.Newest))
                {
                    NewestSeen = Later(at.NewestSeen, Seen(advance.Newest)),
                    IsEndHeard = at.IsEndHeard,
                }, at);
            }
        }

        var messages = advances.Sum(advance => advance.Messages);
        Set(Last with
        {
            Partitions = partitions.ToImmutable(),
            NewestEventTime = Later(Last.NewestEventTime, newest),
            NewestSeen = Later(Last.NewestSeen, Seen(newest)),
            Rejects = Last.Rejects.With(time.GetUtcNow(), messages, advances.Sum(advance => advance.Rejected)),
            Run = Last.Run.With(advances, time.GetUtcNow().UtcDateTime, elapsed),
            Rate = Last.Rate.With(new WrittenBatch(time.GetUtcNow(), messages, elapsed)),
        });
        meter?.Written(name, messages, elapsed);
    }

    internal void EndOffsets(IReadOnlyDictionary<int, long> ends)
    {
        Set(Last with
        {
            Partitions = [.. Last.Partitions.Select(partition =>
                ends.TryGetValue(partition.Position.Partition, out var end)
                    ? Waiting(partition with { EndOffset = end, IsEndHeard = true }, partition)
                    : partition)],
        });
        if (Last.LagRecords == 0)
        {
            Progress();
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Since when they have been gone: the answer that is missing is noticed seconds later.</summary>
    private DateTime BrokersGone()
    {
        var (now, since) = (Now, new DateTime(Math.Max(Volatile.Read(ref _brokersLost), Volatile.Read(ref _brokersHeard)), DateTimeKind.Utc));
        return now - since < LongestUnnoticed ? since : now;
    }

    private void Progress() => Volatile.Write(ref _progress, time.GetTimestamp());

    private PartitionStatus Waiting(PartitionStatus now, PartitionStatus before) =>
        now with { WaitsSince = now.LagRecords == 0 ? null : before.WaitsSince ?? time.GetUtcNow().UtcDateTime };

    private PartitionStatus? Find(int partition) =>
        Last.Partitions.FirstOrDefault(status => status.Position.Partition == partition);

    internal static DateTime? Later(DateTime? left, DateTime? right) =>
        left is null || right > left ? right ?? left : left;

    /// <summary>An event ahead of our clock is as old as its receipt.</summary>
    private DateTime? Seen(DateTime? eventTime) => eventTime > time.GetUtcNow().UtcDateTime ? time.GetUtcNow().UtcDateTime : eventTime;

    private void Set(FeedStatus status) => Volatile.Write(ref _current, status);
}
