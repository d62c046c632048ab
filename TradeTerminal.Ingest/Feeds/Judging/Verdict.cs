namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// What became of one message: an event, or a reason. <see cref="Event"/> carries partition and offset in
/// both cases. The payload lies in the batch's buffer; a length of -1 is a tombstone.
/// </summary>
internal readonly record struct Verdict<TEvent>(
    TEvent Event, RejectReason Reason, string? Detail, int PayloadStart, int PayloadLength)
    where TEvent : struct, IFeedEvent<TEvent>
{
    public bool IsAccepted => Reason == RejectReason.None;

    public bool IsIgnored => Reason == RejectReason.Ignored;
}
