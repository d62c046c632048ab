namespace TradeTerminal.Pipeline.Rejects;

/// <summary>
/// One refused message as it is shown. <see cref="Payload"/> holds at most
/// <see cref="RejectStore.PayloadShown"/> of its <see cref="PayloadLength"/> bytes; both are null for a tombstone.
/// </summary>
public sealed record RejectedMessage(
    string ClusterId,
    string Topic,
    int Partition,
    long Offset,
    string Reason,
    string Detail,
    byte[]? Payload,
    int? PayloadLength,
    DateTime RejectedAt)
{
    /// <summary>When it was sent once more; null when it was not, like the rest.</summary>
    public DateTime? ResubmittedAt { get; init; }

    /// <summary>What became of that; see <see cref="Resubmissions.Outcomes"/>.</summary>
    public string? Outcome { get; init; }

    public DateTime? OutcomeAt { get; init; }

    public bool? WasCorrected { get; init; }

    /// <summary>Where it was sent to, in its topic; the offset is known once the broker has it.</summary>
    public int? SentPartition { get; init; }

    public long? SentOffset { get; init; }

    /// <summary>When what was sent was rejected in its turn.</summary>
    public DateTime? AgainAt { get; init; }

    /// <summary>The message that was rejected and sent again as this one; null when nobody sent it.</summary>
    public int? OriginPartition { get; init; }

    public long? OriginOffset { get; init; }

    public DateTime? OriginAt { get; init; }
}
