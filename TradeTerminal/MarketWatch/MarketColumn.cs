using TradeTerminal.Controls.Sorting;
using TradeTerminal.Help;

namespace TradeTerminal.MarketWatch;

/// <summary>A column of the market's table with its heading; numbers stand right.</summary>
public sealed record MarketColumn(string Name, string Label, Func<MarketRow, IComparable?> Value, Term? Term = null, bool IsNumber = true)
    : RowColumn<MarketRow>(Name, Value, IsNumber)
{
    public static IReadOnlyList<MarketColumn> All { get; } =
    [
        new("symbol", "Symbol", row => row.Instrument.Symbol, IsNumber: false),
        new("venue", "Venue", row => row.Instrument.Venue, IsNumber: false),
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
}
