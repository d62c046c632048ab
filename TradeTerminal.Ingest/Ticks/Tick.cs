using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Ingest.Ticks;

/// <summary>
/// One price of a crypto currency or an index. <see cref="Volume"/> is 0 where the feed has none.
/// <see cref="Origin"/> and <see cref="RealAt"/>, where the sender gives them, say whether the price was
/// read from a market and when that one was.
/// </summary>
public readonly record struct Tick(
    string Symbol,
    decimal Price,
    decimal Volume,
    PriceOrigin Origin,
    DateTime? RealAt,
    DateTime EventTime,
    int Partition,
    long Offset) : IFeedEvent<Tick>
{
    public Tick At(int partition, long offset) => this with { Partition = partition, Offset = offset };
}
