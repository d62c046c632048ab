namespace TradeTerminal.Market.Health;

/// <summary>Which part keeps a feed from being live.</summary>
public enum FeedTrouble
{
    None,

    /// <summary>PostgreSQL is slow or does not answer.</summary>
    Database,

    /// <summary>The brokers do not answer.</summary>
    Kafka,

    /// <summary>One of its partitions can't be read, or does not say how far it goes.</summary>
    Partition,

    /// <summary>What is stored is not shown.</summary>
    Screens,

    /// <summary>Messages wait.</summary>
    Lagging,

    /// <summary>Nothing comes.</summary>
    Silent,

    /// <summary>Nothing moves until a person has acted.</summary>
    Stands,
}
