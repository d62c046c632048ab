using Confluent.Kafka;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>
/// Asks which partitions a topic has, and of those that are new what their logs hold, in the background: none of it holds up who
/// reads. Owns what it asks with. Not thread-safe.
/// </summary>
/// <param name="topic">Its name.</param>
/// <param name="metadata">Knows the partitions.</param>
/// <param name="logEnds">Knows the logs.</param>
/// <param name="findTopicId">Asks for the topic's id.</param>
internal sealed class TopicQuestion(string topic, IAdminClient metadata, LogEnds logEnds, FindTopicId findTopicId) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private Task<TopicAnswer>? _asking;

    /// <summary>The id of the topic now, waited for; null when the brokers give none, or do not answer in time.</summary>
    public string? FindId()
    {
        try
        {
            // Only then does this consumer know of a controller.
            logEnds.Consumer.ClusterId(Patience);
            return findTopicId(logEnds.Consumer, metadata, topic);
        }
        catch (KafkaException)
        {
            return null;
        }
    }

    /// <summary>Gives the answer that has come since this was last called, and asks again; null while there is none.</summary>
    /// <param name="known">Partitions whose logs need not be asked for.</param>
    /// <exception cref="KafkaException">The brokers did not answer, or refused.</exception>
    public TopicAnswer? Ask(IEnumerable<int> known)
    {
        if (_asking is { IsCompleted: false })
        {
            return null;
        }

        var before = _asking;
        var asked = known.ToHashSet();
        _asking = Task.Run(() => Answer(asked, isFirst: false));
        return before?.GetAwaiter().GetResult();
    }

    /// <summary>Asks and waits for the answer.</summary>
    /// <param name="known">Partitions whose logs need not be asked for.</param>
    /// <exception cref="KafkaException">The brokers did not answer, or refused.</exception>
    public TopicAnswer AskNow(IEnumerable<int> known) => Answer([.. known], isFirst: true);

    public void Dispose()
    {
        // A question on its way may take its whole time; who disposes must not wait for it.
        (_asking ?? Task.CompletedTask).ContinueWith(
            asked =>
            {
                _ = asked.Exception;
                metadata.Dispose();
                logEnds.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private TopicAnswer Answer(HashSet<int> known, bool isFirst)
    {
        var found = metadata.GetMetadata(topic, Patience).Topics.SingleOrDefault(one => one.Topic == topic);
        // A topic that is being made has no leader yet; anything else, such as a missing right, is not "not there yet".
        if (found is { Error: { IsError: true, Code: not (ErrorCode.UnknownTopicOrPart or ErrorCode.LeaderNotAvailable) } })
        {
            throw new KafkaException(found.Error);
        }

        List<int> partitions = found is null || found.Error.IsError ? [] : [.. found.Partitions.Select(one => one.PartitionId)];
        var lows = new Dictionary<int, long>();
        KafkaException? unanswered = null;
        foreach (var partition in partitions.Where(partition => !known.Contains(partition)))
        {
            try
            {
                lows[partition] = logEnds.Of(partition).Low;
            }
            catch (KafkaException exception)
            {
                // It may have no leader just now; the others are read, and it is asked again soon.
                unanswered = exception;
            }
        }

        var asksId = isFirst ? partitions.Count > 0 : !known.IsSupersetOf(partitions);
        return new TopicAnswer(partitions, lows, asksId ? FindId() : null, unanswered);
    }
}
