using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.MarketWatch;

namespace TradeTerminal.Map;

/// <summary>
/// The map of one feed. Sizes are the day's notional; a feed that sends no volume has none, and all its symbols are alike. Of more than
/// <see cref="Most"/> symbols the largest are drawn; <see cref="Bars"/> has all, sorted as the view says.
/// </summary>
internal sealed record MarketMap(ImmutableArray<MapTile> Tiles, ImmutableArray<MapTile> Bars, string Says)
{
    public const int Most = 500;

    public static MarketMap Of(IEnumerable<MarketRow> market, MapView view, DateTime utcNow, bool isDown)
    {
        List<MarketRow> rows = [.. market.Where(row => row.Instrument.Feed == view.Feed)];
        var isSized = rows.Any(row => row.Day is { Notional: > 0 });
        List<(MarketRow Row, decimal? Size)> sized = isSized
            ? [.. rows.Select(row => (row, row.Day is { Notional: > 0 } day ? day.Notional : (decimal?)null)).OrderByDescending(one => one.Item2 ?? 0)]
            : [.. rows.Select(row => (row, (decimal?)null))];
        List<(MarketRow Row, decimal? Size)> drawn = [.. sized.Where(one => !isSized || one.Size is not null).Take(Most)];
        var places = TreeMap.Lay([.. drawn.Select(one => (double)(one.Size ?? 1))], 100, 100);
        var longest = view.IsByChange || !isSized
            ? rows.Select(row => Math.Abs(row.Change ?? 0)).DefaultIfEmpty().Max()
            : sized.Max(one => one.Size ?? 0);
        var all = sized.Select((one, index) => new MapTile(
            one.Row, one.Size, index < places.Length ? places[index] : null,
            longest == 0 ? 0 : (double)((view.IsByChange || !isSized ? Math.Abs(one.Row.Change ?? 0) : one.Size ?? 0) / longest * 100),
            isDown || one.Row.IsStale(utcNow))).ToImmutableArray();
        return new MarketMap(
            all[..places.Length],
            view.IsByChange || !isSized ? [.. all.OrderBy(tile => tile.Row.Change is null).ThenByDescending(tile => tile.Row.Change)] : all,
            InWords(view.Feed, isSized, rows.Count, drawn.Count));
    }

    private static string InWords(string feed, bool isSized, int all, int drawn)
    {
        var size = !isSized ? "Size: all alike, as this feed has sent no volume today"
            : feed == PricedFeeds.Trades ? "Size: notional since 00:00 UTC (price × volume of each trade)"
            : "Size: price × volume since 00:00 UTC, as the feed sends it: no trades";
        var left = all == drawn ? ""
            : $"; {Format.Count(all - drawn)} {(isSized && drawn < Most ? "without volume today are" : "more are")} in the table only";
        return $"{size}{left}. Colour: change since the day's open, strongest from {MapTile.Strongest * 100:0.##} % on; grey is stale.";
    }
}
