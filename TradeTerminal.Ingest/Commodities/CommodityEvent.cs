using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Commodities;

/// <summary>
/// One record of the commodity book: a price, or a step in the life of a position. A price tick carries
/// <see cref="Commodity"/>, <see cref="Price"/> and perhaps <see cref="Volume"/>; the other kinds carry the
/// position they are about as well, a closing its <see cref="ClosePrice"/>. <see cref="Unrealized"/> and
/// <see cref="Realized"/> are the sender's own figures, kept for comparison and never summed.
/// </summary>
public readonly record struct CommodityEvent(
    CommodityEventKind Kind,
    string Commodity,
    decimal Price,
    decimal Volume,
    string? TradeId,
    PositionType PositionType,
    decimal Quantity,
    decimal EntryPrice,
    decimal? ClosePrice,
    decimal? Unrealized,
    decimal? Realized,
    DateTime EventTime,
    int Partition,
    long Offset) : IFeedEvent<CommodityEvent>
{
    string IFeedEvent<CommodityEvent>.Symbol => Commodity;

    public CommodityEvent At(int partition, long offset) => this with { Partition = partition, Offset = offset };
}
