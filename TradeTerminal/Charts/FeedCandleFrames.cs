using TradeTerminal.Ingest.Candles;
using TradeTerminal.Market;

namespace TradeTerminal.Charts;

internal delegate Task<IReadOnlyList<Candle>> ReadFeedCandles(
    Instrument instrument, Interval interval, DateTime? from, CancellationToken cancellationToken);

/// <summary>
/// Frames of the candle charts of the feeds other than trades. For all who look at the same instrument and interval
/// the newest candles are read once, when <paramref name="version"/> says that prices have moved and at most once a
/// second; every <see cref="Whole"/> all of them are, for the sake of late prices. What differs from the read before
/// is what has changed. Versions are counted for all charts together: one of a chart let go means nothing to its
/// successor, which begins anew for whoever drew it.
/// </summary>
internal sealed partial class FeedCandleFrames(
    ReadFeedCandles read, Func<long> version, TimeProvider time, ILogger<FeedCandleFrames> logger) : IDisposable
{
    /// <summary>Charts held without being asked for; the one asked for longest ago goes first.</summary>
    public const int Capacity = 64;

    /// <summary>Charts held at all, some 80 KB each. Further ones wait until one has not been asked for.</summary>
    public const int Most = 512;

    /// <summary>Reads at a time.</summary>
    public const int Reads = 4;

    /// <summary>A chart asked for within this time is being looked at, and stays.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Whole = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly FrameCache _frames = new();
    private readonly Dictionary<(Instrument, Interval), FeedCandleChart> _charts = [];
    private readonly SemaphoreSlim _turns = new(Reads);
    private long _versions;

    /// <summary>The step from <paramref name="since"/> to the newest; from nothing when null, or when this chart has never had that version.</summary>
    public async ValueTask<SharedFrame> NextAsync(
        Instrument instrument, Interval interval, long? since, CancellationToken cancellationToken)
    {
        if (Find(instrument, interval) is not { } chart)
        {
            // No room: what is drawn stays.
            return new SharedFrame([], since ?? 0, false);
        }

        await RefreshAsync(chart).WaitAsync(cancellationToken).ConfigureAwait(false);
        var drawn = since < chart.FirstVersion ? null : since;
        if (since is { } unknown && drawn is null && chart.WholeAt is null)
        {
            // This one could not be read yet: what was drawn of the one before is better than nothing.
            return new SharedFrame([], unknown, false);
        }

        var (candles, newest) = chart.Drawn;
        return _frames.GetOrBuild(new FrameKey($"{instrument.Key} {interval.Name}", drawn is null, drawn ?? 0, newest), () =>
        {
            var changed = candles.Where(candle => drawn is null || candle.Version > drawn).Select(candle => candle.Candle).ToList();
            var bytes = drawn is not null && changed.Count == 0 ? [] : ChartFrame.OfCandles(instrument.Key, interval, drawn is null, changed);
            return new SharedFrame(bytes, newest, false);
        });
    }

    public void Dispose() => _turns.Dispose();

    private FeedCandleChart? Find(Instrument instrument, Interval interval)
    {
        lock (_lock)
        {
            if (!_charts.TryGetValue((instrument, interval), out var chart))
            {
                MakeRoom();
                if (_charts.Count >= Most)
                {
                    return null;
                }

                _charts.Add((instrument, interval), chart = new FeedCandleChart(instrument, interval, NextVersion()));
            }

            chart.AskedAt = time.GetTimestamp();
            return chart;
        }
    }

    private void MakeRoom()
    {
        while (_charts.Count >= Capacity)
        {
            var (key, oldest) = _charts.MinBy(pair => pair.Value.AskedAt);
            if (time.GetElapsedTime(oldest.AskedAt) < Kept)
            {
                return;
            }

            _charts.Remove(key);
        }
    }

    private long NextVersion() => Interlocked.Increment(ref _versions);

    private Task RefreshAsync(FeedCandleChart chart)
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

    private async Task ReadAsync(FeedCandleChart chart)
    {
        await _turns.WaitAsync().ConfigureAwait(false);
        // Not the asker's token: others wait for the same candles.
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            var isWhole = chart.WholeAt is not { } last || time.GetElapsedTime(last) >= Whole || chart.Drawn.Candles.IsEmpty;
            DateTime? from = isWhole ? null : chart.Drawn.Candles[^1].Candle.Time - (2 * chart.Interval.Width);
            var candles = await read(chart.Instrument, chart.Interval, from, patience.Token).ConfigureAwait(false);
            chart.WholeAt = isWhole ? time.GetTimestamp() : chart.WholeAt;
            chart.Merge(candles, NextVersion());
            chart.HasFailed = false;
        }
        catch (Exception exception)
        {
            chart.HasFailed = true;
            LogUnreadable(chart.Instrument.Key, chart.Interval.Name, exception.GetBaseException().Message);
        }
        finally
        {
            _turns.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Candles of {Instrument} at {Interval} could not be read: {Reason}")]
    private partial void LogUnreadable(string instrument, string interval, string reason);
}
