using System.Collections.Immutable;
using TradeTerminal.Charts;
using TradeTerminal.Market;

namespace TradeTerminal.Terminal.Desks;

/// <summary>Which symbol each chart shows: what was chosen for it, else one of the most active that no other chart has.</summary>
internal static class PlaceFills
{
    /// <summary>
    /// The first one is as a single chart would be. A place once filled keeps its symbol as long as it may: charts that change by
    /// themselves can't be read.
    /// </summary>
    /// <param name="before">What was filled in before; may be of another grid.</param>
    /// <param name="view">Of the page.</param>
    /// <param name="snapshot">Whose tickers fill the places.</param>
    /// <returns>A key for each place; null where there is no other symbol.</returns>
    public static ImmutableArray<string?> Follow(ImmutableArray<string?> before, TerminalView view, MarketSnapshot snapshot)
    {
        var places = view.Places;
        var first = (view with { Chart = places[0].Chart }).ChartTicker(snapshot, before.FirstOrDefault());
        if (places[0].Chart is null && places.Any(place => place.Chart == first))
        {
            first = LineFrames.Busiest(snapshot, view.Filter).FirstOrDefault(symbol => places.All(place => place.Chart != symbol)) ?? first;
        }

        if (places.Length == 1)
        {
            return before is [var same] && same == first ? before : [first];
        }

        var filled = new string?[places.Length];
        filled[0] = first;
        for (var i = 1; i < filled.Length; i++)
        {
            filled[i] = places[i].Chart;
        }

        for (var i = 1; i < filled.Length; i++)
        {
            if (filled[i] is null && i < before.Length && before[i] is { } kept && !filled.Contains(kept)
                && view.Filter.Includes(kept) && snapshot.Find(kept) is not null)
            {
                filled[i] = kept;
            }
        }

        if (filled.Contains(null))
        {
            using var busiest = LineFrames.Busiest(snapshot, view.Filter).Where(symbol => !filled.Contains(symbol)).ToList().GetEnumerator();
            for (var i = 1; i < filled.Length; i++)
            {
                filled[i] ??= busiest.MoveNext() ? busiest.Current : null;
            }
        }

        return [.. filled];
    }
}
