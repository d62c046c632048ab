namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>What the feed's worker is doing.</summary>
public enum FeedPhase
{
    Starting,
    Running,
    WaitingForKafka,
    WaitingForTopic,
    WaitingForDatabase,

    /// <summary>A person must say where to go on; see <see cref="FeedStatus.Question"/>.</summary>
    WaitingForDecision,

    /// <summary>The schema or the code refuses every row: nothing moves until a person mends it.</summary>
    Faulted,
    Stopped,
}
