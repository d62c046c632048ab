using TradeTerminal.Help;

namespace TradeTerminal.MarketWatch;

/// <summary>A column of the market's table: its name in the URL, its heading and what it is sorted by.</summary>
public sealed record MarketColumn(string Name, string Label, Func<MarketRow, IComparable?> Value, Term? Term = null)
{
    /// <summary>Numbers stand right and are sorted largest first.</summary>
    public bool IsNumber { get; private init; } = true;

    public static IReadOnlyList<MarketColumn> All { get; } =
    [
        new("symbol", "Symbol", row => row.Instrument.Symbol) { IsNumber = false },
        new("venue", "Venue", row => row.Instrument.Venue) { IsNumber = false },
        new("last", "Last", row => row.Last, MarketTerms.Last),
        new("bid", "Bid", row => row.Bid, MarketTerms.Bid),
        new("ask", "Ask", row => row.Ask, MarketTerms.Ask),
        new("spread", "Spread, bps", row => row.SpreadBps, MarketTerms.Spread),
        new("change", "Change", row => row.Change, MarketTerms.Change),
        new("high", "High", row => row.Day?.High, MarketTerms.High),
        new("low", "Low", row => row.Day?.Low, MarketTerms.Low),
        new("vwap", "VWAP", row => row.Vwap, MarketTerms.Vwap),
        new("volume", "Volume", row => row.Day?.Volume, MarketTerms.Volume),
        new("count", "Count", row => row.Day?.Count, MarketTerms.Count),
        new("age", "Age", row => row.LastSeen, PriceTerms.Age),
    ];

    public static MarketColumn? Find(string? name) => All.FirstOrDefault(column => column.Name == name);
}
