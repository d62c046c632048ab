using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// Reads the topic from the positions in the database. Partitions are assigned, not subscribed to: the
/// position lives with the data, so which database it is decides what is read, and nothing waits for a
/// group to settle after a crash. Two workers on one database are kept apart by the offset claim.
/// </summary>
internal sealed partial class FeedReader<TEvent>
    where TEvent : struct, IFeedEvent<TEvent>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(100);

    private readonly FeedKey _feed;
    private readonly OffsetStore _offsets;
    private readonly FeedGauge _gauge;
    private readonly ChangeFeed _changes;
    private readonly FeedBatch<TEvent> _batch;
    private readonly LogConsumer _consumer;
    private readonly LogEnds _logEnds;
    private readonly IAdminClient _metadata;
    private readonly LogRecordHandler _take;
    private readonly bool _hasIds;
    private readonly FindTopicId _findTopicId;
    private readonly ILogger _logger;
    private readonly HashSet<int> _seen = [];
    private readonly HashSet<int> _lost = [];
    private readonly Dictionary<int, ReachedEnd> _ends = [];
    private readonly SortedDictionary<int, string> _unreadable = [];
    private long _triedAt;
    private string? _topicId;

    /// <remarks><paramref name="hasIds"/>: a message that comes again is known by its id, so that reading anew stores nothing twice.</remarks>
    public FeedReader(
        LogConsumer consumer, LogEnds logEnds, FeedKey feed, OffsetStore offsets, FeedGauge gauge, ChangeFeed changes,
        FeedBatch<TEvent> batch, IAdminClient metadata, FindTopicId findTopicId, bool hasIds, ILogger logger)
    {
        (_consumer, _logEnds, _feed, _offsets, _gauge, _changes) = (consumer, logEnds, feed, offsets, gauge, changes);
        (_batch, _metadata, _findTopicId, _hasIds, _logger) = (batch, metadata, findTopicId, hasIds, logger);
        _take = Take;
    }

    /// <summary>Next offset to read by partition: where the database stands, and what this worker wrote since.</summary>
    public Dictionary<int, long> Next { get; } = [];

    /// <summary>
    /// Assigns the partitions that are not read yet; called at the start and then now and then, because
    /// topics appear and grow.
    /// </summary>
    public void Discover()
    {
        var topic = _metadata.GetMetadata(_feed.Topic, Patience).Topics.SingleOrDefault(found => found.Topic == _feed.Topic);
        // A topic that is being made has no leader yet; anything else, such as a missing right, is not "not there yet".
        if (topic is { Error: { IsError: true, Code: not (ErrorCode.UnknownTopicOrPart or ErrorCode.LeaderNotAvailable) } })
        {
            throw new KafkaException(topic.Error);
        }

        var partitions = topic is null || topic.Error.IsError ? [] : topic.Partitions.Select(found => found.PartitionId).ToList();
        var added = partitions.Where(partition => !Next.ContainsKey(partition)).ToList();
        if (added.Count == 0)
        {
            return;
        }

        if (!_seen.IsSupersetOf(added))
        {
            _seen.UnionWith(added);
            var id = _findTopicId(_consumer, _metadata, _feed.Topic) ?? _topicId;
            if (Next.Count > 0 && id != _topicId)
            {
                throw new FencedException($"Topic {_feed.Topic} was made anew.");
            }

            _topicId = id;
        }

        var stored = Recognize(added);
        KafkaException? unanswered = null;
        foreach (var partition in added.Where(partition => !stored.ContainsKey(partition)))
        {
            try
            {
                _offsets.Begin(_feed, partition, _logEnds.Of(partition).Low, _topicId);
            }
            catch (KafkaException exception)
            {
                // It may have no leader just now; the others are read, and it is asked again soon.
                unanswered = exception;
            }
        }

        stored = _offsets.Load(_feed);
        added.RemoveAll(partition => !stored.ContainsKey(partition));
        if (added.Count == 0)
        {
            if (Next.Count == 0 && unanswered is not null)
            {
                throw unanswered;
            }

            return;
        }

        foreach (var partition in added)
        {
            Next[partition] = stored[partition].NextOffset;
        }

        _gauge.Begin(_feed.ClusterId, stored.Values.Where(position => Next.ContainsKey(position.Partition)));
        _changes.PublishStart<TEvent>(_feed, Next);
        Assign();
        LogAssigned(_feed.Topic, string.Join(", ", added));
    }

    /// <summary>Fills the batch with what has arrived, waiting a moment when nothing has.</summary>
    public void Poll()
    {
        _batch.Clear();
        // Only now: a batch in hand counts from the position that was.
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

        while (!_batch.IsFull && _consumer.Poll(_batch.Count == 0 ? Idle : TimeSpan.Zero, _take) > 0)
        {
        }
    }

    /// <summary>Has the brokers asked how far the log goes, and waits for nothing.</summary>
    public void AskLag() => _logEnds.Ask(Next.Keys);

    /// <summary>Has partitions that can't be read tried again: an error is told once, and that it is over not at all.</summary>
    public void TryUnreadable()
    {
        if (_unreadable.Count > 0 && Stopwatch.GetElapsedTime(_triedAt) > TryAgainAfter)
        {
            _triedAt = Stopwatch.GetTimestamp();
            Assign();
        }
    }

    /// <summary>Says how far the log goes, when the answer has come.</summary>
    public void TakeLag()
    {
        if (_logEnds.Take() is { } answer)
        {
            // It may be older than what was read since.
            _gauge.EndOffsets(answer.Ends.Where(end => Next.ContainsKey(end.Key))
                .ToDictionary(end => end.Key, end => Math.Max(end.Value, Next[end.Key])));
            SilentPartitions = answer.Problem;
        }
    }

    /// <summary>Partitions whose next messages can't be read, and why; null when all can.</summary>
    public string? Unreadable => _unreadable.Count == 0 ? null : string.Join("; ", _unreadable.Values);

    /// <summary>Partitions that don't say how far they go, and why; null when all do.</summary>
    public string? SilentPartitions { get; private set; }

    /// <summary>
    /// While nothing is written nobody would notice that nothing could be. Throws when the database does not answer.
    /// </summary>
    public void AskDatabase()
    {
        if (_batch.Count == 0)
        {
            _gauge.Wait.Begin();
            try
            {
                _offsets.Load(_feed);
            }
            finally
            {
                _gauge.Wait.End();
            }
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
            if (Next.TryGetValue(message.Partition, out var next) && ReadProblem.Of(message.Error) is { } problem)
            {
                _unreadable[message.Partition] = $"partition {message.Partition} stands at offset {next}: {problem}";
            }
        }
        // After an offset was set anew, fetches on their way may still bring what lies before it.
        else if (message.Offset >= Next[message.Partition])
        {
            _batch.Add(message.Partition, message.Offset, message.Payload, message.IsTombstone);
            _unreadable.Remove(message.Partition);
            if (_batch.AwaitsArrival)
            {
                _batch.Arrived(LogConsumer.TimeOf(handle));
            }
        }
    }

    /// <summary>
    /// Where the database stands, in this topic and not in one of the same name before it. Its position in that one may exist
    /// in this one too: then only the id tells that everything before it was never read.
    /// </summary>
    private Dictionary<int, FeedPosition> Recognize(List<int> partitions)
    {
        var stored = _offsets.Load(_feed);
        if (_topicId is null)
        {
            return stored;
        }

        foreach (var partition in partitions.Where(stored.ContainsKey))
        {
            var at = stored[partition];
            if (at.TopicId is null)
            {
                var (low, high) = _logEnds.Of(partition);
                if (at.NextOffset >= low && at.NextOffset <= high)
                {
                    _offsets.Recognize(_feed, partition, _topicId);
                }
            }
            else if (at.TopicId != _topicId)
            {
                Restart(at, _logEnds.Of(partition).Low);
            }
        }

        return _offsets.Load(_feed);
    }

    private void Restart(FeedPosition at, long low)
    {
        LogRecreated(at.Partition, at.NextOffset, low);
        _offsets.Restart(_feed, at, low, _topicId);
        // Offsets already shown will come again, with other events.
        _changes.PublishUnknown();
    }

    private void Cut(FeedPosition at, long high)
    {
        LogCut(at.Partition, high, at.NextOffset, at.NextOffset - high);
        _offsets.Cut(_feed, at, high);
        _changes.PublishUnknown();
    }

    /// <summary>
    /// The stored offset does not exist on the broker. Before its log: retention or a broker with little
    /// memory took messages that were never read, count them. Beyond it: the topic was made anew, or its log was cut.
    /// </summary>
    private void Reposition(int partition)
    {
        // What was reached is the end of the log before.
        _ends.Remove(partition);
        var (low, high) = _logEnds.Of(partition);
        var at = _offsets.Load(_feed)[partition];
        if (at.NextOffset < low)
        {
            LogMissing(partition, at.NextOffset, low, low - at.NextOffset);
            _offsets.Skip(_feed, at, low);
        }
        else if (at.NextOffset > high)
        {
            _topicId = _findTopicId(_consumer, _metadata, _feed.Topic) ?? _topicId;
            switch (Decide(at))
            {
                case ResumeAt.End:
                    Cut(at, high);
                    break;
                case ResumeAt.Start:
                    Restart(at, low);
                    break;
                default:
                    var question = Question();
                    if (!question.Partitions.IsEmpty)
                    {
                        throw new UndecidedException(question);
                    }

                    break;
            }
        }

        var stored = _offsets.Load(_feed);
        Next[partition] = stored[partition].NextOffset;
        _gauge.Begin(_feed.ClusterId, stored.Values.Where(position => Next.ContainsKey(position.Partition)));
        Assign();
    }

    /// <summary>By the ids; where there are none, messages that have ids of their own are read again, and any others by a person's word.</summary>
    private ResumeAt? Decide(FeedPosition at) =>
        _topicId is not null && at.TopicId is not null ? _topicId == at.TopicId ? ResumeAt.End : ResumeAt.Start
        : _hasIds ? ResumeAt.Start
        : _gauge.LastAnswer is { } answer && answer.Question.Partitions.Any(lost => (lost.Partition, lost.Next) == (at.Partition, at.NextOffset)) ? answer.At
        : null;

    /// <summary>Of all partitions, so that a person is asked once.</summary>
    private FeedQuestion Question() => new(
    [
        .. from at in _offsets.Load(_feed).Values
           where Next.ContainsKey(at.Partition)
           orderby at.Partition
           let log = _logEnds.Of(at.Partition)
           where at.NextOffset > log.High
           select new LostPosition(at.Partition, at.NextOffset, log.Low, log.High),
    ]);

    /// <summary>
    /// A log may end with offsets that hold no message: the marker of a transaction, or what compaction took.
    /// Nothing would ever come to pass them, and lag would never be 0.
    /// </summary>
    private void PassEmpty(int partition, long end)
    {
        var at = _offsets.Load(_feed)[partition];
        if (at.NextOffset == Next[partition])
        {
            _offsets.Skip(_feed, at, end);
            _changes.Publish(new CommittedBatch<TEvent>(_feed, [], default) { Ranges = [new OffsetRange(partition, at.NextOffset, end)] });
            Next[partition] = end;
            _gauge.Begin(_feed.ClusterId, _offsets.Load(_feed).Values.Where(position => Next.ContainsKey(position.Partition)));
        }
    }

    private void Assign() => _consumer.Assign(Next);

    [LoggerMessage(LogLevel.Information, "Reading topic {Topic}, partitions {Partitions}")]
    private partial void LogAssigned(string topic, string partitions);

    [LoggerMessage(LogLevel.Error, "Partition {Partition}: offsets {From} to {To} are gone from the broker, {Count} messages were never read")]
    private partial void LogMissing(int partition, long from, long to, long count);

    [LoggerMessage(LogLevel.Warning, "Partition {Partition}: the topic was made anew since offset {Stored} was stored; reading from {From}")]
    private partial void LogRecreated(int partition, long stored, long from);

    [LoggerMessage(LogLevel.Error, "Partition {Partition}: its log was cut, it ends at {End} and was read up to {Stored}; {Count} offsets are to be written anew, going on at the end")]
    private partial void LogCut(int partition, long end, long stored, long count);

    [LoggerMessage(LogLevel.Warning, "Kafka: {Code}: {Reason}")]
    private partial void LogBroker(ErrorCode code, string reason);

    [LoggerMessage(LogLevel.Debug, "Offsets were not committed to Kafka: {Reason}")]
    private partial void LogNotAnnounced(string reason);
}
