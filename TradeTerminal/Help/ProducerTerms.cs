namespace TradeTerminal.Help;

/// <summary>What producers and replays count.</summary>
internal static class ProducerTerms
{
    public static Term Sent { get; } = new("sent", "sent", "Events handed to the Kafka client in this run.");

    public static Term Acknowledged { get; } = new("acknowledged", "acknowledged", "Of these, the ones the broker has confirmed.");

    public static Term Failed { get; } = new("failed", "failed", "Of these, the ones the broker refused or did not confirm in time.");

    public static Term Rate { get; } = new("producer-rate", "/s", "Events confirmed by the broker, a second.");
}
