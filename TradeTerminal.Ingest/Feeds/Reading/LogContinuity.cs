using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// Whether a stored position still belongs to the log it is looked for in, and where to go on when it does not: never a
/// silent jump, and nothing without an id stored twice.
/// </summary>
/// <param name="logEnds">What each log holds.</param>
/// <param name="feed">The cluster and topic.</param>
/// <param name="offsets">The stored positions.</param>
/// <param name="gauge">Has a person's answer.</param>
/// <param name="changes">Told when offsets already shown will come again.</param>
/// <param name="findTopicId">Asks for the id of the topic; null when there is none.</param>
/// <param name="hasIds">Whether a message that comes again is known by its id, so that reading anew stores nothing twice.</param>
/// <param name="logger">Told of every gap.</param>
internal sealed partial class LogContinuity(
    LogEnds logEnds, FeedKey feed, OffsetStore offsets, FeedGauge gauge, ChangeFeed changes, Func<string?> findTopicId, bool hasIds,
    ILogger logger)
{
    private readonly ILogger _logger = logger;

    /// <summary>As last found; null when the brokers give none.</summary>
    public string? TopicId { get; private set; }

    /// <exception cref="FencedException">It is another one than that which is being read.</exception>
    public void FindTopic(string? topicId, bool isReading)
    {
        var found = topicId ?? TopicId;
        if (isReading && found != TopicId)
        {
            throw new FencedException($"Topic {feed.Topic} was made anew.");
        }

        TopicId = found;
    }

    /// <summary>Enters what is read for the first time, from the first offset of its log, and gives where the database stands.</summary>
    public Dictionary<int, StoredOffset> Begin(List<int> partitions, IReadOnlyDictionary<int, long> lows)
    {
        var stored = Recognize(partitions);
        foreach (var partition in partitions.Where(partition => !stored.ContainsKey(partition) && lows.ContainsKey(partition)))
        {
            offsets.Begin(feed, partition, lows[partition], TopicId);
        }

        return offsets.Load(feed);
    }

    /// <summary>
    /// Where the database stands, in this topic and not in one of the same name before it. Its position in that one may exist
    /// in this one too: then only the id tells that everything before it was never read.
    /// </summary>
    private Dictionary<int, StoredOffset> Recognize(List<int> partitions)
    {
        var stored = offsets.Load(feed);
        if (TopicId is null)
        {
            return stored;
        }

        foreach (var partition in partitions.Where(stored.ContainsKey))
        {
            var at = stored[partition];
            if (at.TopicId is null)
            {
                var (low, high) = logEnds.Of(partition);
                if (at.NextOffset >= low && at.NextOffset <= high)
                {
                    offsets.Recognize(feed, partition, TopicId);
                }
            }
            else if (at.TopicId != TopicId)
            {
                Restart(at, logEnds.Of(partition).Low);
            }
        }

        return offsets.Load(feed);
    }

    /// <summary>
    /// The position is not in the log. Before it: retention or a broker with little memory took messages that were never read,
    /// count them. Beyond it: the topic was made anew, or its log was cut.
    /// </summary>
    /// <exception cref="UndecidedException">Nothing tells which.</exception>
    public void Reposition(StoredOffset at, long low, long high)
    {
        if (at.NextOffset < low)
        {
            LogMissing(at.Partition, at.NextOffset, low, low - at.NextOffset);
            offsets.Skip(feed, at, low, areGone: true);
        }
        else if (at.NextOffset > high)
        {
            TopicId = findTopicId() ?? TopicId;
            switch (Decide(at))
            {
                case ResumeAt.End:
                    Cut(at, high);
                    break;
                case ResumeAt.Start:
                    Restart(at, low);
                    break;
                default:
                    Ask();
                    break;
            }
        }
    }

    /// <summary>By the ids; where there are none, messages that have ids of their own are read again, and any others by a person's
    /// word.</summary>
    private ResumeAt? Decide(StoredOffset at)
    {
        if (TopicId is not null && at.TopicId is not null)
        {
            return TopicId == at.TopicId ? ResumeAt.End : ResumeAt.Start;
        }

        return hasIds ? ResumeAt.Start : gauge.TakeAnswer(at);
    }

    /// <summary>About all partitions at once, so that a person is asked once.</summary>
    private void Ask()
    {
        var lost = from at in offsets.Load(feed).Values
                   orderby at.Partition
                   let log = logEnds.Of(at.Partition)
                   where at.NextOffset > log.High
                   select new LostPosition(at.Partition, at.NextOffset, log.Low, log.High);
        var question = new FeedQuestion([.. lost]);
        if (!question.Partitions.IsEmpty)
        {
            throw new UndecidedException(question);
        }
    }

    private void Restart(StoredOffset at, long low)
    {
        LogRecreated(at.Partition, at.NextOffset, low);
        offsets.Restart(feed, at, low, TopicId);
        // Offsets already shown will come again, with other events.
        changes.PublishUnknown();
    }

    private void Cut(StoredOffset at, long high)
    {
        LogCut(at.Partition, high, at.NextOffset, at.NextOffset - high);
        offsets.Cut(feed, at, high);
        changes.PublishUnknown();
    }

    [LoggerMessage(LogLevel.Error, "Partition {Partition}: offsets {From} to {To} are gone from the broker, {Count} messages were never read")]
    private partial void LogMissing(int partition, long from, long to, long count);

    [LoggerMessage(LogLevel.Warning, "Partition {Partition}: the topic was made anew since offset {Stored} was stored; reading from {From}")]
    private partial void LogRecreated(int partition, long stored, long from);

    [LoggerMessage(LogLevel.Error, "Partition {Partition}: its log was cut, it ends at {End} and was read up to {Stored}; {Count} offsets are to be written anew, going on at the end")]
    private partial void LogCut(int partition, long end, long stored, long count);
}
