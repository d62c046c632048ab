using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.OrderBook;

/// <summary>One order that entered the book of a symbol.</summary>
public readonly record struct BookUpdate(
    string Symbol,
    Side Side,
    decimal Price,
    decimal Quantity,
    OrderType OrderType,
    DateTime EventTime,
    int Partition,
    long Offset) : IFeedEvent<BookUpdate>
{
    public BookUpdate At(int partition, long offset) => this with { Partition = partition, Offset = offset };
}
