namespace TradeTerminal.Ingest.Kafka;

/// <summary>Why a topic can't be looked at.</summary>
public enum TopicTrouble
{
    Missing,

    /// <summary>A right is missing.</summary>
    Denied,
    Empty,

    /// <summary>What it holds can't be read by this client.</summary>
    Unreadable,

    /// <summary>No broker answers.</summary>
    Away,
}
