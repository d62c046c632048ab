namespace TradeTerminal.Pipeline.Resubmissions;

/// <summary>A refused message that is to be sent again.</summary>
/// <param name="ClusterId">Where it was read, like topic, partition and offset.</param>
/// <param name="Topic">Also where it goes.</param>
/// <param name="Partition">Where it goes as well, if the topic still has it: what has one key keeps its order.</param>
/// <param name="Offset">As it was read.</param>
/// <param name="RejectedAt">UTC.</param>
/// <param name="Payload">As it came; null for a tombstone.</param>
/// <param name="Corrected">Sent in its place; null where it goes as it is.</param>
internal sealed record ResubmitOrder(
    string ClusterId, string Topic, int Partition, long Offset, DateTime RejectedAt, byte[]? Payload, byte[]? Corrected = null)
{
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>Larger than any message may be; the payload is not read then.</summary>
    public bool IsTooLarge { get; init; }

    public byte[]? Sent => Corrected ?? Payload;

    /// <summary>Where the partition stood before; what is sent lies behind it.</summary>
    public long SearchedFrom { get; init; }

    /// <summary>Messages of it that were deleted unread before.</summary>
    public long GoneBefore { get; init; }

    public int SentPartition { get; init; }

    /// <summary>Of the event, where the message has one.</summary>
    public DateTime? EventTime { get; init; }
}
