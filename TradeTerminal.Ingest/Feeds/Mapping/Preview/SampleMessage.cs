namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>One message of a topic as it was read to be looked at.</summary>
/// <param name="Partition">Where it is.</param>
/// <param name="Offset">In the partition.</param>
/// <param name="Time">Kafka's own of the record, UTC; null when it keeps none.</param>
/// <param name="Payload">Its beginning: not more than a feed takes of one.</param>
/// <param name="Length">Bytes that it really has.</param>
internal sealed record SampleMessage(int Partition, long Offset, DateTime? Time, byte[] Payload, int Length)
{
    /// <summary>The id of its schema as a header has it; null without one.</summary>
    public string? SchemaHeader { get; init; }
}
