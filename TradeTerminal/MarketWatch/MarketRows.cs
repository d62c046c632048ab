using System.Collections.Immutable;
using TradeTerminal.Market;

namespace TradeTerminal.MarketWatch;

/// <summary>
/// All symbols of all feeds, worked out once for all viewers of the same moment: trades first, then the other feeds,
/// each in the order of its symbols and venues.
/// </summary>
internal sealed class MarketRows(MarketUpdates updates)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private Made? _made;

    /// <summary>The rows of now; the same object until something was traded or priced, and for a second at most: quotes grow old.</summary>
    public ImmutableArray<MarketRow> Current(DateTime utcNow)
    {
        var market = updates.Current;
        if (Volatile.Read(ref _made) is { } made && ReferenceEquals(made.Market, market) && utcNow - made.At < Fresh)
        {
            return made.Rows;
        }

        ImmutableArray<MarketRow> rows = WithBest([.. market.Quoted.Select(instrument => MarketRow.Of(instrument, utcNow))], utcNow);
        Volatile.Write(ref _made, new Made(market, utcNow, rows));
        return rows;
    }

    /// <summary>What is traded gets the best bid and ask that venues quote for the same symbol and that are not stale.</summary>
    private static ImmutableArray<MarketRow> WithBest(ImmutableArray<MarketRow> rows, DateTime utcNow)
    {
        var best = new Dictionary<string, (decimal? Bid, decimal? Ask)>();
        foreach (var row in rows)
        {
            if ((row.Bid ?? row.Ask) is not null && !row.IsStale(utcNow))
            {
                var known = best.GetValueOrDefault(row.Instrument.Symbol);
                best[row.Instrument.Symbol] = (
                    row.Bid > known.Bid || known.Bid is null ? row.Bid ?? known.Bid : known.Bid,
                    row.Ask < known.Ask || known.Ask is null ? row.Ask ?? known.Ask : known.Ask);
            }
        }

        return best.Count == 0
            ? rows
            : [.. rows.Select(row => row.Instrument.IsTraded && best.TryGetValue(row.Instrument.Symbol, out var quoted)
                ? row with { Bid = quoted.Bid, Ask = quoted.Ask }
                : row)];
    }

    private sealed record Made(MarketSnapshot Market, DateTime At, ImmutableArray<MarketRow> Rows);
}
