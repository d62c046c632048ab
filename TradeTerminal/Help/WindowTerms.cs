using TradeTerminal.Market;

namespace TradeTerminal.Help;

/// <summary>Figures over the newest trades of the chosen tickers.</summary>
internal static class WindowTerms
{
    private static readonly string Window = $"Over the newest {MarketSnapshot.DefaultWindow} trades of the chosen tickers.";

    public static Term Trades { get; } = new("window-trades", "Trades in window",
        $"The newest trades of the chosen tickers by event time, {MarketSnapshot.DefaultWindow} at most. The figures beside it are of these.");

    public static Term AveragePrice { get; } = new("window-average", "Average price",
        $"Plain mean, whatever the size of a trade. {Window} Of several tickers it mixes their prices.", "Σ price ÷ trades");

    public static Term Vwap { get; } = new("window-vwap", "VWAP",
        $"Volume-weighted average price: large trades count for more. {Window}", "Σ (price × size) ÷ Σ size");

    public static Term Volume { get; } = new("window-volume", "Total volume",
        $"Beside it the share bought of what has a side. {Window}", "Σ size; bought = Σ size of buys ÷ Σ size of buys and sells");

    public static Term MostActive { get; } = new("window-active", "Most active by volume",
        $"The ticker with the largest sum of sizes. {Window}", "largest Σ size");

    public static Term Rate { get; } = new("window-rate", "Trades per second",
        "Of the chosen tickers, by event time: the last ten whole seconds.", "trades in 10 s ÷ 10");

    public static Term TickerVolume { get; } = new("ticker-volume", "Volume by ticker",
        $"Sizes bought, sold, and of trades whose sender gives no side. {Window}", "total = Σ size of buys, of sells and of trades without a side");

    public static Term TapeTime { get; } = new("tape-time", "Time",
        "The trade's own time, as its sender wrote it, not the time at which it was stored.");

    public static Term TapeSide { get; } = new("tape-side", "Side", "▲ buy or ▼ sell, as its sender wrote it.");

    public static Term TapePrice { get; } = new("tape-price", "Price", "Price of one unit, with the decimals that its ticker uses.");

    public static Term TapeSize { get; } = new("tape-size", "Volume",
        $"Units traded. Bold: larger than nine in ten of its ticker's last {SizeRanks.Looked} trades. With a dot: larger than 99 in a hundred.");
}
