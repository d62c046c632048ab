using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>The way of an event to the screen: each stage begins where the one before ends.</summary>
public enum Stage
{
    /// <summary>From the event's own time to the time Kafka keeps of its message: see <see cref="BrokerClock"/>.</summary>
    Broker,

    /// <summary>From there until the poll that brought it was read.</summary>
    Received,

    /// <summary>From there until its transaction was committed.</summary>
    Committed,

    /// <summary>From there until a snapshot with it was published.</summary>
    Published,

    /// <summary>From there until a browser painted it.</summary>
    Painted,

    /// <summary>All of it, from the event's own time until a browser painted it.</summary>
    Total,
}

public static class Stages
{
    private static readonly string[] Codes =
    [
        "event_to_broker", "broker_to_received", "received_to_committed",
        "committed_to_published", "published_to_painted", "event_to_painted",
    ];

    public static string Code(this Stage stage) => Codes[(int)stage];
}
