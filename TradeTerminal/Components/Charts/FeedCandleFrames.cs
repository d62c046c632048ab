using System.Collections.Immutable;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Market;

namespace TradeTerminal.Components.Charts;

internal delegate Task<IReadOnlyList<Candle>> ReadFeedCandles(
    Instrument instrument, Interval interval, DateTime? from, CancellationToken cancellationToken);

/// <summary>
/// Frames of the candle charts of the feeds other than trades. For all who look at the same instrument and interval
/// the newest candles are read once, when <paramref name="version"/> says that prices have moved and at most once a
/// second; every <see cref="Whole"/> all of them are, for the sake of late prices. What differs from the read before
/// is what has changed.
/// </summary>
internal sealed partial class FeedCandleFrames(
    ReadFeedCandles read, Func<long> version, TimeProvider time, ILogger<FeedCandleFrames> logger)
{
    /// <summary>Charts held; the one asked for longest ago goes first.</summary>
    public const int Capacity = 64;

    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Whole = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly FrameCache _frames = new();
    private readonly Dictionary<(Instrument, Interval), Chart> _charts = [];

    /// <summary>The step from <paramref name="since"/> to the newest; from nothing when null.</summary>
    public async ValueTask<SharedFrame> NextAsync(
        Instrument instrument, Interval interval, long? since, CancellationToken cancellationToken)
    {
        var chart = Find(instrument, interval);
        await RefreshAsync(chart).WaitAsync(cancellationToken).ConfigureAwait(false);
        var (candles, newest) = chart.Drawn;
        return _frames.GetOrBuild(new FrameKey($"{instrument.Key} {interval.Name}", since is null, since ?? 0, newest), () =>
        {
            var changed = candles.Where(candle => since is null || candle.Version > since).Select(candle => candle.Candle).ToList();
            var bytes = since is not null && changed.Count == 0 ? [] : ChartFrame.OfCandles(instrument.Key, interval, since is null, changed);
            return new SharedFrame(bytes, newest, false);
        });
    }

    private Chart Find(Instrument instrument, Interval interval)
    {
        lock (_lock)
        {
            if (!_charts.TryGetValue((instrument, interval), out var chart))
            {
                if (_charts.Count == Capacity)
                {
                    _charts.Remove(_charts.MinBy(pair => pair.Value.AskedAt).Key);
                }

                _charts.Add((instrument, interval), chart = new Chart(instrument, interval));
            }

            chart.AskedAt = time.GetTimestamp();
            return chart;
        }
    }

    private Task RefreshAsync(Chart chart)
    {
        lock (_lock)
        {
            var isDue = chart.ReadAt is not { } last
                || (time.GetElapsedTime(last) >= Fresh && (version() != chart.ReadVersion || chart.HasFailed));
            if (chart.Reading.IsCompleted && isDue)
            {
                // The version is taken before the read begins: what it stands for is in the read.
                (chart.ReadAt, chart.ReadVersion) = (time.GetTimestamp(), version());
                chart.Reading = Task.Run(() => ReadAsync(chart));
            }

            return chart.Reading;
        }
    }

    private async Task ReadAsync(Chart chart)
    {
        // Not the asker's token: others wait for the same candles.
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var isWhole = chart.WholeAt is not { } last || time.GetElapsedTime(last) >= Whole || chart.Drawn.Candles.IsEmpty;
            DateTime? from = isWhole ? null : chart.Drawn.Candles[^1].Candle.Time - (2 * chart.Interval.Width);
            var candles = await read(chart.Instrument, chart.Interval, from, patience.Token).ConfigureAwait(false);
            chart.WholeAt = isWhole ? time.GetTimestamp() : chart.WholeAt;
            chart.Merge(candles);
            chart.HasFailed = false;
        }
        catch (Exception exception)
        {
            chart.HasFailed = true;
            LogUnreadable(chart.Instrument.Key, chart.Interval.Name, exception.GetBaseException().Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Candles of {Instrument} at {Interval} could not be read: {Reason}")]
    private partial void LogUnreadable(string instrument, string interval, string reason);

    /// <summary>What is known of one chart; written by one read at a time.</summary>
    private sealed class Chart(Instrument instrument, Interval interval)
    {
        private Tuple<ImmutableArray<LiveCandle>, long> _drawn = new([], 0);

        public Instrument Instrument { get; } = instrument;

        public Interval Interval { get; } = interval;

        public long AskedAt { get; set; }

        public long? ReadAt { get; set; }

        public long ReadVersion { get; set; }

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

        public void Merge(IReadOnlyList<Candle> candles)
        {
            var (known, version) = Drawn;
            var byTime = new SortedDictionary<DateTime, LiveCandle>(known.ToDictionary(candle => candle.Candle.Time));
            foreach (var candle in candles)
            {
                if (!byTime.TryGetValue(candle.Time, out var before) || before.Candle != candle)
                {
                    byTime[candle.Time] = new LiveCandle(candle, version + 1);
                }
            }

            ImmutableArray<LiveCandle> newest = [.. byTime.Values.TakeLast(CandleFrames.Bars)];
            if (newest.Any(candle => candle.Version > version))
            {
                Volatile.Write(ref _drawn, new(newest, version + 1));
            }
        }
    }
}
