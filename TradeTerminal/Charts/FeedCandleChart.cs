using System.Collections.Immutable;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Market;
using TradeTerminal.Market.Candles;

namespace TradeTerminal.Charts;

/// <summary>What <see cref="FeedCandleFrames"/> knows of one chart; written by one read at a time.</summary>
internal sealed class FeedCandleChart(Instrument instrument, Interval interval, long firstVersion)
{
    private Tuple<ImmutableArray<LiveCandle>, long> _drawn = new([], firstVersion);

    public Instrument Instrument { get; } = instrument;

    public Interval Interval { get; } = interval;

    /// <summary>Whoever drew an older one drew it of another chart.</summary>
    public long FirstVersion { get; } = firstVersion;

    public long AskedAt { get; set; }

    public long? ReadAt { get; set; }

    public long ReadVersion { get; set; }

    /// <summary>When all of them were last read; null until they could be.</summary>
    public long? WholeAt { get; set; }

    public bool HasFailed { get; set; }

    public Task Reading { get; set; } = Task.CompletedTask;

    /// <summary>The newest candles, ascending, and the version of the last change among them.</summary>
    public (ImmutableArray<LiveCandle> Candles, long Version) Drawn
    {
        get
        {
            var (candles, version) = Volatile.Read(ref _drawn);
            return (candles, version);
        }
    }

    /// <summary>What is new in <paramref name="candles"/>, or other than before, has changed in <paramref name="version"/>.</summary>
    public void Merge(IReadOnlyList<Candle> candles, long version)
    {
        var known = Drawn.Candles;
        var byTime = new SortedDictionary<DateTime, LiveCandle>(known.ToDictionary(candle => candle.Candle.Time));
        foreach (var candle in candles)
        {
            if (!byTime.TryGetValue(candle.Time, out var before) || before.Candle != candle)
            {
                byTime[candle.Time] = new LiveCandle(candle, version);
            }
        }

        ImmutableArray<LiveCandle> newest = [.. byTime.Values.TakeLast(CandleFrames.Bars)];
        if (newest.Any(candle => candle.Version == version))
        {
            Volatile.Write(ref _drawn, new(newest, version));
        }
    }
}
