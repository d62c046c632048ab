using System.Collections.Immutable;
using TradeTerminal.Market;

namespace TradeTerminal.MarketWatch;

/// <summary>
/// All symbols of all feeds, worked out once for all viewers of the same moment: trades first, then the other feeds,
/// each in the order of its symbols and venues.
/// </summary>
internal sealed class MarketRows(MarketUpdates updates)
{
    private Made? _made;

    /// <summary>The rows of now; the same object until something was traded, priced or the day has changed.</summary>
    public ImmutableArray<MarketRow> Current(DateTime utcNow)
    {
        var market = updates.Current;
        if (Volatile.Read(ref _made) is { } made && ReferenceEquals(made.Market, market) && made.Day == utcNow.Date)
        {
            return made.Rows;
        }

        ImmutableArray<MarketRow> rows = [.. market.Quoted.Select(instrument => MarketRow.Of(instrument, utcNow))];
        Volatile.Write(ref _made, new Made(market, utcNow.Date, rows));
        return rows;
    }

    private sealed record Made(MarketSnapshot Market, DateTime Day, ImmutableArray<MarketRow> Rows);
}
