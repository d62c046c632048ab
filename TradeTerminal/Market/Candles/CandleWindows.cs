using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Candles;

/// <summary>
/// The newest candles of a range, looked for backwards in windows that grow: a range that begins long ago is not added up
/// as a whole for the few candles at its end.
/// </summary>
internal static class CandleWindows
{
    private const int Growth = 4;

    /// <param name="range">Candles from a time on, before another.</param>
    /// <param name="interval">Their width.</param>
    /// <param name="newest">When the newest trade before <paramref name="end"/> happened.</param>
    /// <param name="from">Where the range begins; null for <paramref name="limit"/> intervals back.</param>
    /// <param name="end">Where it ends, not included.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Ascending.</returns>
    public static async Task<IReadOnlyList<Candle>> NewestAsync(
        Func<DateTime, DateTime, IQueryable<Candle>> range, Interval interval, DateTime newest, DateTime? from, DateTime end, int limit,
        CancellationToken cancellationToken)
    {
        var candles = new List<Candle>();
        var start = interval.BucketOf(newest) - (interval.Width * (limit - 1));
        var first = from ?? start;
        for (var span = interval.Width * limit; ; span *= Growth)
        {
            start = start < first ? first : start;
            candles.AddRange(await range(start, end).OrderByDescending(candle => candle.Time).Take(limit - candles.Count)
                .ToListAsync(cancellationToken).ConfigureAwait(false));
            if (candles.Count == limit || start <= first)
            {
                candles.Reverse();
                return candles;
            }

            end = start;
            start = end - first <= span ? first : end - span;
        }
    }
}
