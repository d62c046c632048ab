using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.OrderBook;

/// <summary>Orders as they enter the books.</summary>
internal sealed class OrderBookFeed() : Feed<BookUpdate>("order_book", "OrderBook", "order_book_updates")
{
    internal override IEventStore<BookUpdate> Store { get; } = new EventTable<BookUpdate>(
        "book_updates",
        "symbol, side, price, quantity, order_type, event_time, source_partition, source_offset",
        Write);

    internal override IFeedParser<BookUpdate> CreateParser(bool anySign = false) => new BookUpdateParser(anySign);

    internal override IReadOnlyList<IFeedFold<BookUpdate>> CreateFolds(IServiceProvider services) =>
        [AlertFolds.Create(services, new BookRules())];

    private static void Write(NpgsqlBinaryImporter import, BookUpdate order)
    {
        import.Write(order.Symbol, NpgsqlDbType.Text);
        import.Write(order.Side.Code(), NpgsqlDbType.Text);
        import.Write(order.Price, NpgsqlDbType.Numeric);
        import.Write(order.Quantity, NpgsqlDbType.Numeric);
        import.Write(order.OrderType == OrderType.Market ? "market" : "limit", NpgsqlDbType.Text);
        import.Write(order.EventTime, NpgsqlDbType.TimestampTz);
        import.Write(order.Partition, NpgsqlDbType.Integer);
        import.Write(order.Offset, NpgsqlDbType.Bigint);
    }
}
