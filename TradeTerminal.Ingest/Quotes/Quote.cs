using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Quotes;

/// <summary>
/// What one venue shows for one symbol: the last price, the best bid and ask with what is available there,
/// and the volume of this tick. Without an order on a side its price is null.
/// </summary>
public readonly record struct Quote(
    string Symbol,
    string Venue,
    decimal Price,
    decimal? Bid,
    decimal? Ask,
    decimal BidSize,
    decimal AskSize,
    decimal Volume,
    DateTime EventTime,
    int Partition,
    long Offset) : IFeedEvent<Quote>
{
    public Quote At(int partition, long offset) => this with { Partition = partition, Offset = offset };
}
