using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// What became of one message: a trade, or a reason. <see cref="Trade"/> carries partition and offset in
/// both cases. The payload lies in the batch's buffer; a length of -1 is a tombstone.
/// </summary>
internal readonly record struct Verdict(
    Trade Trade, RejectReason Reason, string? Detail, int PayloadStart, int PayloadLength)
{
    public bool IsAccepted => Reason == RejectReason.None;
}
