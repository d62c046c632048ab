namespace TradeTerminal.Help;

/// <summary>Columns of the market and of stored trades.</summary>
internal static class MarketTerms
{
    public static Term Last { get; } = new("market-last", "Last", "Newest price by event time: of a trade, a quote or a tick, by feed.");

    public static Term Bid { get; } = new("market-bid", "Bid",
        "Highest price a buyer offers, from the newest quote; of a traded symbol the best of all venues.");

    public static Term Ask { get; } = new("market-ask", "Ask",
        "Lowest price a seller takes, from the newest quote; of a traded symbol the best of all venues.");

    public static Term Spread { get; } = new("market-spread", "Spread, bps",
        "In basis points, hundredths of a percent, of the middle. From the newest quote.", "(ask − bid) ÷ ((ask + bid) ÷ 2) × 10,000");

    public static Term Change { get; } = new("market-change", "Change",
        "In percent since the first price of the day, which begins at 00:00 UTC.", "(last − first) ÷ first");

    public static Term Line { get; } = new("market-line", "60 minutes", "Close of each of the last 60 minutes with a price, oldest left. Of fewer than five there is no line.");

    public static Term PreviousClose { get; } = new("previous-close", "Previous close",
        "Newest price before 00:00 UTC, of the last 25 hours. Beside it: how far the newest price is from it.",
        "(last − previous close) ÷ previous close");

    public static Term Open { get; } = new("market-open", "Open", "First price since 00:00 UTC.");

    public static Term High { get; } = new("market-high", "High", "Highest price since 00:00 UTC.");

    public static Term Low { get; } = new("market-low", "Low", "Lowest price since 00:00 UTC.");

    public static Term Vwap { get; } = new("market-vwap", "VWAP", "Mean price since 00:00 UTC, weighted by volume.",
        "Σ (price × volume) ÷ Σ volume");

    public static Term Volume { get; } = new("market-volume", "Volume", "Units traded since 00:00 UTC.", "Σ volume");

    public static Term Count { get; } = new("market-count", "Count", "Trades, or prices of a feed without trades, since 00:00 UTC.");

    public static Term Rows { get; } = new("history-rows", "Trades",
        "All stored trades of this question, not this page alone. “More than” where counting them all would take too long.");

    public static Term HistoryVolume { get; } = new("history-volume", "Volume", "Of all stored trades of this question.", "Σ size");

    public static Term HistoryVwap { get; } = new("history-vwap", "VWAP",
        "Volume-weighted average price of all stored trades of this question.", "Σ (price × size) ÷ Σ size");

    public static Term Notional { get; } = new("notional", "Notional", "What changed hands, in the currency of the price.",
        "price × size; of several trades their sum");
}
