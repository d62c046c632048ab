namespace TradeTerminal.Ingest.Deletions;

/// <summary>How much is stored of one symbol of one feed.</summary>
/// <param name="Events">What the feed has sent: trades, quotes, orders, reports and so on.</param>
/// <param name="Candles">Minute candles, one a venue.</param>
/// <param name="Positions">Positions of the commodity book, or those that traders report.</param>
/// <param name="Alerts">That its events have raised.</param>
/// <param name="Levels">Prices with alerts.</param>
public sealed record SymbolStock(long Events, long Candles, long Positions, long Alerts, long Levels)
{
    public static SymbolStock None { get; } = new(0, 0, 0, 0, 0);

    public bool IsEmpty => this == None;

    public static SymbolStock operator +(SymbolStock left, SymbolStock right) => new(
        left.Events + right.Events, left.Candles + right.Candles, left.Positions + right.Positions, left.Alerts + right.Alerts,
        left.Levels + right.Levels);
}
