using System.Collections.Immutable;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Market;

namespace TradeTerminal.Components.Charts;

/// <summary>Candles of any interval, joined from the live one-second or one-minute candles.</summary>
internal static class LiveCandles
{
    /// <summary>
    /// Candles that changed after version <paramref name="since"/>, ascending, each joined anew from all of its
    /// parts, so that a late trade corrects the candle it belongs to. One that began before the live candles
    /// reach back whole is left out, and said to be missing: a part must not pass for the whole.
    /// </summary>
    public static (List<Candle> Candles, bool Missing) ChangedSince(
        TickerSnapshot ticker, Interval interval, long since)
    {
        var (parts, width, kept, late) = interval.FromMinutes
            ? (ticker.Minutes, Interval.Minute, TickerBook.MinutesKept, ticker.LateForMinutes)
            : (ticker.Seconds, Interval.Second, TickerBook.SecondsKept, ticker.LateForSeconds);
        var wholeFrom = parts.IsEmpty ? DateTime.MaxValue : CandleBook.First(parts[^1].Candle.Time, width, kept);
        wholeFrom = ticker.CompleteSince > wholeFrom ? ticker.CompleteSince : wholeFrom;
        var (changed, missing) = (new List<Candle>(), late > since);
        for (var start = 0; start < parts.Length;)
        {
            var bucket = interval.BucketOf(parts[start].Candle.Time);
            var end = EndOf(parts, start, bucket + interval.Width, since, out var isChanged);
            if (isChanged && bucket >= wholeFrom)
            {
                changed.Add(Join(bucket, parts.AsSpan()[start..end]));
            }

            missing |= isChanged && bucket < wholeFrom;
            start = end;
        }

        return (changed, missing);
    }

    private static int EndOf(
        ImmutableArray<LiveCandle> parts, int start, DateTime before, long since, out bool isChanged)
    {
        isChanged = false;
        var end = start;
        while (end < parts.Length && parts[end].Candle.Time < before)
        {
            isChanged |= parts[end++].Version > since;
        }

        return end;
    }

    private static Candle Join(DateTime bucket, ReadOnlySpan<LiveCandle> parts)
    {
        var candles = new Candle[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            candles[i] = parts[i].Candle;
        }

        return Candle.Join(bucket, candles);
    }
}
