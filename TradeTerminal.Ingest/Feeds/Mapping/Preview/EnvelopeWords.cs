namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>What lies around the events of a sample, in words.</summary>
internal static class EnvelopeWords
{
    /// <param name="messages">That are JSON.</param>
    public static string Of(IReadOnlyList<DecodedMessage> messages)
    {
        var kinds = messages.GroupBy(message => message.Envelope).OrderByDescending(group => group.Count()).ToList();
        return kinds.Count == 0 ? "Nothing to tell: no message is JSON."
            : string.Join("; ", kinds.Select(kind => $"{Name(kind.Key)} in {kind.Count()} of {messages.Count}")) + ".";
    }

    private static string Name(Envelope envelope) => envelope switch
    {
        Envelope.Connect => "Kafka Connect's schema and payload",
        Envelope.Debezium => "Debezium's before, after and op",
        Envelope.ConnectDebezium => "Debezium's change in Connect's payload",
        Envelope.Data => "CloudEvents, or a stream's name, around data",
        _ => "no envelope",
    };
}
