using TradeTerminal.Controls;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;

namespace TradeTerminal.Terminal.Desks;

/// <summary>What one chart of the desk draws at this moment, or why it draws nothing.</summary>
/// <param name="Place">From 0.</param>
/// <param name="Key">As chosen, or as the place was filled; null while there is nothing to chart.</param>
/// <param name="Charted">The instrument that is meant by it.</param>
/// <param name="Interval">Of its candles.</param>
/// <param name="Empty">Set when there is nothing to draw.</param>
public sealed record ShownChart(int Place, string? Key, Instrument? Charted, Interval Interval, Emptiness? Empty)
{
    public static ShownChart None { get; } = new(0, null, null, Interval.Minute, null);
}
