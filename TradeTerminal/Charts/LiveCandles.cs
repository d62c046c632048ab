using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;

namespace TradeTerminal.Charts;

/// <summary>Candles of any interval, joined from the live one-second or one-minute candles.</summary>
internal static class LiveCandles
{
    /// <summary>
    /// Candles that changed after version <paramref name="since"/>, ascending, each joined anew from all of its
    /// parts, so that a late price corrects the candle it belongs to. One that began before the live candles
    /// reach back whole is left out, and said to be missing: a part must not pass for the whole.
    /// </summary>
    public static (List<Candle> Candles, bool Missing) ChangedSince(
        InstrumentSnapshot instrument, Interval interval, long since)
    {
        var (parts, width, kept, late) = interval.FromMinutes
            ? (instrument.Minutes, Interval.Minute, InstrumentBook.MinutesKept, instrument.LateForMinutes)
            : (instrument.Seconds, Interval.Second, InstrumentBook.SecondsKept, instrument.LateForSeconds);
        var missing = late > since;
        if (parts.FirstChanged(since) is not { } first)
        {
            return ([], missing);
        }

        var wholeFrom = CandleBook.First(parts.Newest.Candle.Time, width, kept);
        wholeFrom = instrument.CompleteSince > wholeFrom ? instrument.CompleteSince : wholeFrom;
        var changed = new List<Candle>();
        foreach (var bucket in parts.Parts(interval.BucketOf(first), interval).GroupBy(part => interval.BucketOf(part.Candle.Time)))
        {
            var isChanged = bucket.Any(part => part.Version > since);
            if (isChanged && bucket.Key >= wholeFrom)
            {
                changed.Add(Candle.Join(bucket.Key, [.. bucket.Select(part => part.Candle)]));
            }

            missing |= isChanged && bucket.Key < wholeFrom;
        }

        return (changed, missing);
    }
}
