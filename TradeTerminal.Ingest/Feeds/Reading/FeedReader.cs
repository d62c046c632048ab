using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// Reads the topic from the positions in the database. Partitions are assigned, not subscribed to: the
/// position lives with the data, so which database it is decides what is read, and nothing waits for a
/// group to settle after a crash. Two workers on one database are kept apart by the offset claim.
/// </summary>
internal sealed partial class FeedReader<TEvent>
    where TEvent : struct, IFeedEvent<TEvent>
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);

    private readonly FeedKey _feed;
    private readonly OffsetStore _offsets;
    private readonly FeedGauge _gauge;
    private readonly ChangeFeed _changes;
    private readonly KafkaReader _consumer;
    private readonly LogEnds _logEnds;
    private readonly TopicQuestion _topic;
    private readonly LogRecordHandler _take;
    private readonly LogContinuity _continuity;
    private readonly ILogger _logger;
    private readonly HashSet<int> _seen = [];
    private readonly HashSet<int> _lost = [];
    private readonly Dictionary<int, ReachedEnd> _ends = [];
    private readonly UnreadablePartitions _unreadable = new();
    private FeedBatch<TEvent> _batch;

    public FeedReader(
        KafkaReader consumer, LogEnds logEnds, FeedKey feed, OffsetStore offsets, FeedGauge gauge, ChangeFeed changes,
        FeedBatch<TEvent> batch, TopicQuestion topic, bool hasIds, TimeProvider time, ILogger logger)
    {
        (_consumer, _logEnds, _feed, _offsets, _gauge, _changes) = (consumer, logEnds, feed, offsets, gauge, changes);
        (_batch, _topic, _logger) = (batch, topic, logger);
        Lag = new FeedLag(logEnds, gauge, Next, time);
        _continuity = new LogContinuity(logEnds, feed, offsets, gauge, changes, topic.FindId, hasIds, logger);
        _take = Take;
    }

    /// <summary>
    /// Next offset by partition that is not stored: where the database stands, and what this worker wrote since. A batch that
    /// is being written has not moved it yet; until it has, only <see cref="Poll"/> and <see cref="PollOn"/> may be called.
    /// </summary>
    public Dictionary<int, long> Next { get; } = [];

    /// <summary>How far the logs go beyond <see cref="Next"/>.</summary>
    public FeedLag Lag { get; }

    /// <summary>Asked about what is skipped at the end of a log.</summary>
    public HoleQuestions? Holes { get; init; }

    /// <summary>
    /// Assigns the partitions that are not read yet; called at the start and then now and then, because
    /// topics appear and grow. Only at the start does it wait for the brokers; later it takes their answer. False when none has come.
    /// </summary>
    public bool Discover()
    {
        if ((Next.Count == 0 ? _topic.AskNow(_offsets.Load(_feed).Keys) : _topic.Ask(Next.Keys)) is not { } answer)
        {
            return false;
        }

        Discover(answer);
        return true;
    }

    private void Discover(TopicAnswer answer)
    {
        var added = answer.Partitions.Where(partition => !Next.ContainsKey(partition)).ToList();
        if (added.Count == 0)
        {
            return;
        }

        if (!_seen.IsSupersetOf(added))
        {
            _seen.UnionWith(added);
            _continuity.FindTopic(answer.TopicId, isReading: Next.Count > 0);
        }

        var stored = _continuity.Begin(added, answer.Lows);
        added.RemoveAll(partition => !stored.ContainsKey(partition));
        if (added.Count == 0)
        {
            if (Next.Count == 0 && answer.Unanswered is not null)
            {
                throw answer.Unanswered;
            }

            return;
        }

        foreach (var partition in added)
        {
            Next[partition] = stored[partition].NextOffset;
        }

        _gauge.Begin(_feed.ClusterId, stored.Values.Where(position => Next.ContainsKey(position.Partition)));
        _changes.PublishStart<TEvent>(_gauge.Current.Name, _feed, Next);
        Assign();
        LogAssigned(_feed.Topic, string.Join(", ", added));
    }

    /// <summary>Fills the batch with what has arrived, waiting a moment when nothing has, and returns it.</summary>
    public FeedBatch<TEvent> Poll()
    {
        _batch.Clear();
        PollOn(Idle);
        return _batch;
    }

    /// <summary>Adds to the batch what has arrived since; when it is empty, waits this long for the first.</summary>
    public void PollOn(TimeSpan wait)
    {
        while (!_batch.IsFull && _consumer.Poll(_batch.Count == 0 ? wait : TimeSpan.Zero, _take) > 0)
        {
        }
    }

    /// <summary>Has partitions read anew whose logs have messages of which none comes, while everything that does come is read.</summary>
    /// <exception cref="TimeoutException">That was tried before: only another consumer can help.</exception>
    public void ReadStuckAnew()
    {
        if (Lag.FindStuck(_unreadable.Partitions) is { } words)
        {
            LogStuck(words);
            Assign();
        }
    }

    /// <summary>A stored offset is not there any more, or the end of a log was reached: see <see cref="MovePositions"/>.</summary>
    public bool MovesPositions => _lost.Count > 0 || _ends.Any(reached => reached.Value.Stands);

    /// <summary>Moves positions past what can't be read. Never while a batch is written: it counts from the position that was.</summary>
    public void MovePositions()
    {
        foreach (var partition in _lost)
        {
            Reposition(partition);
        }

        _lost.Clear();
        foreach (var (partition, end) in _ends.Where(reached => reached.Value.Stands).ToList())
        {
            _ends.Remove(partition);
            if (end.Offset > Next[partition])
            {
                PassEmpty(partition, end.Offset);
            }
        }
    }

    /// <summary>From now on it is this batch that is filled; the one before is the caller's.</summary>
    public void Fill(FeedBatch<TEvent> batch) => _batch = batch;

    /// <summary>Has partitions that can't be read tried again: an error is told once, and that it is over not at all.</summary>
    public void TryUnreadable()
    {
        if (_unreadable.AreDue())
        {
            Assign();
        }
    }

    /// <summary>Partitions whose next messages can't be read, and why; null when all can.</summary>
    public string? Unreadable => _unreadable.Words(Next);

    /// <summary>
    /// While nothing is written nobody would notice that nothing could be, nor that somebody else has changed what is stored
    /// of the positions. Throws when the database does not answer.
    /// </summary>
    /// <exception cref="FencedException">A stored position is not where this worker left it.</exception>
    public void AskDatabase()
    {
        Dictionary<int, StoredOffset> stored;
        _gauge.Wait.Begin();
        try
        {
            stored = _offsets.Load(_feed);
        }
        finally
        {
            _gauge.Wait.End();
        }

        // Shown at once, before this reader gives way: what does not add up must not wait for the next one.
        if (_gauge.Current.Partitions.Any(shown => shown.Position != stored.GetValueOrDefault(shown.Position.Partition)))
        {
            _gauge.Begin(_feed.ClusterId, stored.Values.Where(position => Next.ContainsKey(position.Partition)));
        }

        if (Next.Any(at => !stored.TryGetValue(at.Key, out var position) || position.NextOffset != at.Value))
        {
            throw new FencedException(_feed.Topic);
        }
    }

    /// <summary>Tells Kafka how far we are, for lag tools; the database does not depend on it.</summary>
    public void Announce()
    {
        try
        {
            _consumer.Commit(Next);
        }
        catch (KafkaException exception)
        {
            LogNotAnnounced(exception.Error.Reason);
        }
    }

    private void Take(in LogRecord message, nint handle)
    {
        if (message.Error == ErrorCode.Local_AutoOffsetReset)
        {
            _lost.Add(message.Partition);
        }
        else if (message.Error == ErrorCode.Local_PartitionEOF)
        {
            _ends[message.Partition] = new ReachedEnd(message.Offset);
            _unreadable.Remove(message.Partition);
        }
        else if (message.Error != ErrorCode.NoError)
        {
            LogBroker(message.Error, message.Error.GetReason());
            if (Next.ContainsKey(message.Partition))
            {
                _unreadable.Add(message.Partition, message.Error);
            }
        }
        // After an offset was set anew, fetches on their way may still bring what lies before it.
        else if (message.Offset >= Next[message.Partition])
        {
            _batch.Add(message.Partition, message.Offset, message.Payload, message.IsTombstone, handle);
            _batch.Trace.Add(handle);
            _unreadable.Remove(message.Partition);
            if (_batch.AwaitsArrival)
            {
                _batch.Arrived(KafkaReader.TimeOf(handle));
            }
        }
    }

    /// <summary>The stored offset does not exist on the broker.</summary>
    private void Reposition(int partition)
    {
        // What was reached is the end of the log before.
        _ends.Remove(partition);
        Holes?.Forget();
        var (low, high) = _logEnds.Of(partition);
        var at = _offsets.Load(_feed)[partition];
        _continuity.Reposition(at, low, high);
        var stored = _offsets.Load(_feed);
        Next[partition] = stored[partition].NextOffset;
        _gauge.Begin(_feed.ClusterId, stored.Values.Where(position => Next.ContainsKey(position.Partition)));
        Assign();
    }

    /// <summary>
    /// A log may end with offsets that hold no message: the marker of a transaction, or what compaction took.
    /// Nothing would ever come to pass them, and lag would never be 0.
    /// </summary>
    private void PassEmpty(int partition, long end)
    {
        var at = _offsets.Load(_feed)[partition];
        if (at.NextOffset == Next[partition])
        {
            _offsets.Skip(_feed, at, end, areGone: false);
            Holes?.Add(_feed, new OffsetRange(partition, at.NextOffset, end));
            _changes.Publish(new CommittedBatch<TEvent>(_feed, [], default)
            {
                FeedName = _gauge.Current.Name,
                Ranges = [new OffsetRange(partition, at.NextOffset, end)],
            });
            Next[partition] = end;
            _gauge.Begin(_feed.ClusterId, _offsets.Load(_feed).Values.Where(position => Next.ContainsKey(position.Partition)));
        }
    }

    private void Assign() => _consumer.Assign(Next);

    [LoggerMessage(LogLevel.Information, "Reading topic {Topic}, partitions {Partitions}")]
    private partial void LogAssigned(string topic, string partitions);

    [LoggerMessage(LogLevel.Warning, "Kafka: {Code}: {Reason}")]
    private partial void LogBroker(ErrorCode code, string reason);

    [LoggerMessage(LogLevel.Warning, "{Words}")]
    private partial void LogStuck(string words);

    [LoggerMessage(LogLevel.Debug, "Offsets were not committed to Kafka: {Reason}")]
    private partial void LogNotAnnounced(string reason);
}
