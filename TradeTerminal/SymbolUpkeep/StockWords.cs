using TradeTerminal.Controls;
using TradeTerminal.Ingest.Deletions;

namespace TradeTerminal.SymbolUpkeep;

/// <summary>How much is stored of a symbol, in words.</summary>
internal static class StockWords
{
    /// <summary>As in "12,345 trades, 60 minute candles and 2 alerts"; what there is none of is left out.</summary>
    public static string Of(string feed, SymbolStock stock)
    {
        List<string> parts =
        [
            .. Part(stock.Events, EventsOf(feed, stock.Events == 1)), .. Part(stock.Candles, stock.Candles == 1 ? "minute candle" : "minute candles"),
            .. Part(stock.Positions, stock.Positions == 1 ? "position" : "positions"), .. Part(stock.Alerts, stock.Alerts == 1 ? "alert" : "alerts"),
            .. Part(stock.Levels, stock.Levels == 1 ? "price with an alert" : "prices with alerts"),
        ];
        return parts.Count < 2 ? parts.FirstOrDefault("nothing") : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
    }

    private static string EventsOf(string feed, bool isOne) => (feed, isOne) switch
    {
        ("trades", true) => "trade",
        ("trades", false) => "trades",
        ("quotes", true) => "quote",
        ("quotes", false) => "quotes",
        ("order_book", true) => "order",
        ("order_book", false) => "orders",
        ("positions", true) => "report",
        ("positions", false) => "reports",
        (_, true) => "event",
        _ => "events",
    };

    private static IEnumerable<string> Part(long count, string what) => count == 0 ? [] : [$"{Format.Count(count)} {what}"];
}
