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
    DateTime RejectedAt);
