using System.Text;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Instruments.Flow;

/// <summary>Orders as they come from the log, stored with what the rules make of them.</summary>
internal sealed class FlowIngest(string connectionString, TimeProvider clock)
    : FeedIngest<BookUpdate>(new OrderBookFeed(), connectionString, clock)
{
    internal void Order(params IEnumerable<(string Symbol, string Side, long Quantity, DateTime At)> orders) =>
        Write(0, [.. orders.Select(order => Encoding.UTF8.GetBytes(
            $$"""{"symbol":"{{order.Symbol}}","side":"{{order.Side}}","price":10,"quantity":{{order.Quantity}},"order_type":"LIMIT","timestamp":{{new DateTimeOffset(order.At).ToUnixTimeMilliseconds()}}}"""))]);
}
