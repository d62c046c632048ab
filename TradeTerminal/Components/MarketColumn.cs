using TradeTerminal.Market;

namespace TradeTerminal.Components;

/// <summary>A column of the market's table: its name in the URL, its heading and what it is sorted by.</summary>
public sealed record MarketColumn(string Name, string Label, Func<MarketRow, IComparable?> Value, string? Help = null)
{
    /// <summary>Numbers stand right and are sorted largest first.</summary>
    public bool IsNumber { get; private init; } = true;

    public static IReadOnlyList<MarketColumn> All { get; } =
    [
        new("symbol", "Symbol", row => row.Instrument.Symbol) { IsNumber = false },
        new("venue", "Venue", row => row.Instrument.Venue) { IsNumber = false },
        new("last", "Last", row => row.Last),
        new("bid", "Bid", row => row.Bid),
        new("ask", "Ask", row => row.Ask),
        new("spread", "Spread, bps", row => row.SpreadBps, "Ask less bid, in hundredths of a percent of the middle"),
        new("change", "Change", row => row.Change, "Since the first price of the day, which begins at 00:00 UTC"),
        new("high", "High", row => row.Day?.High, "Of the day, UTC"),
        new("low", "Low", row => row.Day?.Low, "Of the day, UTC"),
        new("vwap", "VWAP", row => row.Vwap, "Mean price of the day weighted by volume, UTC"),
        new("volume", "Volume", row => row.Day?.Volume, "Of the day, UTC"),
        new("count", "Count", row => row.Day?.Count, "Trades or prices of the day, UTC"),
        new("age", "Age", row => row.EventTime, "Of the newest price by its event time; struck when it is old by the symbol's own rhythm"),
    ];

    public static MarketColumn? Find(string? name) => All.FirstOrDefault(column => column.Name == name);
}
