using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market.Health;

/// <summary>
/// How often a symbol has a price, and from when on one is old by that measure: an index with a step of five
/// minutes is not late after one, a currency with a tick a second is.
/// </summary>
internal static class Rhythm
{
    public const int GapsAllowed = 10;

    /// <summary>Minutes with a price that are looked at.</summary>
    public const int Minutes = 10;

    /// <summary>Half of it is what a price may be old before it is slow.</summary>
    public static readonly TimeSpan LeastAllowed = TimeSpan.FromSeconds(10);

    private const int TradesRead = 100;

    /// <summary>A price older than this is stale.</summary>
    public static TimeSpan StaleAfter(TimeSpan? medianGap) =>
        medianGap is { } gap && gap * GapsAllowed > LeastAllowed ? gap * GapsAllowed : LeastAllowed;

    /// <summary>
    /// Stale when older than <paramref name="staleAfter"/>, slow when older than half of it. Down whatever the age while
    /// nothing can be read or stored: then nobody knows whether there is something newer.
    /// </summary>
    public static FeedState Judge(TimeSpan age, TimeSpan staleAfter, bool isDown = false) =>
        isDown ? FeedState.Down
        : age > staleAfter ? FeedState.Stale
        : age > staleAfter / 2 ? FeedState.Slow
        : FeedState.Live;

    /// <summary>The median gap between the newest batches of a feed, which without a linger are its rhythm.</summary>
    public static TimeSpan? OfBatches(ReadOnlySpan<WrittenBatch> oldestFirst)
    {
        var gaps = new List<(TimeSpan Gap, long Weight)>(oldestFirst.Length);
        for (var i = 1; i < oldestFirst.Length; i++)
        {
            gaps.Add((oldestFirst[i].At - oldestFirst[i - 1].At, 1));
        }

        return Median(gaps);
    }

    /// <summary>
    /// The median gap by the newest minute candles, oldest first: within a minute the prices are taken to be
    /// evenly spread, and from one minute's close to the next one's open is one gap.
    /// </summary>
    public static TimeSpan? OfMinutes(ReadOnlySpan<MinuteMarks> oldestFirst)
    {
        var gaps = new List<(TimeSpan Gap, long Weight)>();
        for (var i = Math.Max(0, oldestFirst.Length - Minutes); i < oldestFirst.Length; i++)
        {
            var minute = oldestFirst[i];
            if (minute.Count > 1)
            {
                gaps.Add(((minute.CloseAt - minute.OpenAt) / (minute.Count - 1), minute.Count - 1));
            }

            if (i > 0)
            {
                gaps.Add((minute.OpenAt - oldestFirst[i - 1].CloseAt, 1));
            }
        }

        return Median(gaps);
    }

    /// <summary>The median gap of the newest trades, oldest first.</summary>
    public static TimeSpan? OfTrades(ReadOnlySpan<Trade> oldestFirst)
    {
        var gaps = new List<(TimeSpan Gap, long Weight)>();
        for (var i = Math.Max(1, oldestFirst.Length - TradesRead); i < oldestFirst.Length; i++)
        {
            gaps.Add((oldestFirst[i].ExecutedAt - oldestFirst[i - 1].ExecutedAt, 1));
        }

        return Median(gaps);
    }

    private static TimeSpan? Median(List<(TimeSpan Gap, long Weight)> gaps)
    {
        gaps.Sort();
        var half = gaps.Sum(gap => gap.Weight) / 2.0;
        foreach (var (gap, weight) in gaps)
        {
            half -= weight;
            if (half <= 0)
            {
                return gap;
            }
        }

        return null;
    }
}

/// <summary>When the prices of a minute came and how many there were.</summary>
internal readonly record struct MinuteMarks(DateTime OpenAt, DateTime CloseAt, long Count);
