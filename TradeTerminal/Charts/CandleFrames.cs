using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;

namespace TradeTerminal.Charts;

/// <summary>Frames of candle charts, shared by all who look at the same instrument and interval.</summary>
internal sealed class CandleFrames
{
    /// <summary>As many candles as a chart begins with.</summary>
    public const int Bars = 500;

    /// <summary>Candles narrower than a minute are folded from single prices: never more than those of an hour at a time.</summary>
    private static readonly TimeSpan LongestFold = TimeSpan.FromHours(1);

    private readonly FrameCache _frames = new();

    public static int BarsOf(Interval interval) =>
        interval.FromMinutes ? Bars : Math.Min(Bars, (int)(LongestFold / interval.Width));

    /// <summary>What changed after version <paramref name="since"/>.</summary>
    public SharedFrame Changes(MarketSnapshot snapshot, Instrument instrument, Interval interval, long since) =>
        _frames.GetOrBuild(new FrameKey(Subject(instrument, interval), false, since, snapshot.Version), () =>
        {
            var (candles, missing) = Live(snapshot, instrument, interval, since);
            var bytes = candles.Count == 0 ? [] : ChartFrame.OfCandles(instrument.Key, interval, false, candles);
            return new SharedFrame(bytes, snapshot.Version, missing);
        });

    /// <summary>The newest <see cref="Bars"/> candles: the past, and over it what is live.</summary>
    public SharedFrame Whole(MarketSnapshot snapshot, Instrument instrument, Interval interval, PastCandles? past) =>
        _frames.GetOrBuild(
            new FrameKey(Subject(instrument, interval), true, past?.Version ?? long.MinValue, snapshot.Version),
            () =>
            {
                // The past may be newer or older than the snapshot: the next step starts from the older of the two.
                var version = Math.Min(past?.Version ?? snapshot.Version, snapshot.Version);
                return new SharedFrame(Join(snapshot, instrument, interval, past?.Candles ?? []), version, past is null);
            });

    private static byte[] Join(
        MarketSnapshot snapshot, Instrument instrument, Interval interval, IReadOnlyList<Candle> past)
    {
        var byTime = new SortedDictionary<DateTime, Candle>();
        foreach (var candle in past)
        {
            byTime[candle.Time] = candle;
        }

        foreach (var candle in Live(snapshot, instrument, interval, long.MinValue).Candles)
        {
            byTime[candle.Time] = candle;
        }

        var newest = byTime.Values.Skip(byTime.Count - Bars).ToList();
        return ChartFrame.OfCandles(instrument.Key, interval, true, newest);
    }

    private static (List<Candle> Candles, bool Missing) Live(
        MarketSnapshot snapshot, Instrument instrument, Interval interval, long since) =>
        snapshot.Of(instrument) is { } live
            ? LiveCandles.ChangedSince(live, interval, since)
            : ([], false);

    private static string Subject(Instrument instrument, Interval interval) => $"{instrument.Key} {interval.Name}";
}
