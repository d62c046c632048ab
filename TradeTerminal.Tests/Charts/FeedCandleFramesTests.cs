using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Charts;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Charts;

public sealed class FeedCandleFramesTests : IDisposable
{
    private static readonly Instrument Bitcoin = new("crypto", "BTC-USD");
    private static readonly DateTime Start = new(2026, 3, 2, 14, 0, 0, DateTimeKind.Utc);

    private readonly ScreenClock _clock = new();
    private readonly ConcurrentQueue<DateTime?> _reads = [];
    private readonly FeedCandleFrames _frames;
    private List<Candle>? _stored = [Of(0, 100), Of(1, 101), Of(2, 102)];
    private long _version = 1;

    public FeedCandleFramesTests() => _frames = new FeedCandleFrames(
        (_, _, from, _) =>
        {
            _reads.Enqueue(from);
            return _stored is null
                ? Task.FromException<IReadOnlyList<Candle>>(new InvalidOperationException("no database"))
                : Task.FromResult<IReadOnlyList<Candle>>([.. _stored.Where(candle => from is null || candle.Time >= from)]);
        },
        () => _version,
        _clock,
        NullLogger<FeedCandleFrames>.Instance);

    public void Dispose() => _frames.Dispose();

    [Fact]
    public async Task NextAsync_FromNothing_IsWholeAndNamed()
    {
        var (frame, _) = await NextAsync(null);

        Assert.True(frame!.Whole);
        Assert.Equal("crypto:BTC-USD", frame.Symbol);
        Assert.Equal([100, 101, 102], frame.Candles.Select(candle => candle.Close));
    }

    [Fact]
    public async Task NextAsync_NewerPrices_BringsOnlyWhatChanged()
    {
        var (_, drawn) = await NextAsync(null);
        _stored![2] = Of(2, 105);
        _stored.Add(Of(3, 106));
        Pass(1);

        var (frame, next) = await NextAsync(drawn);

        Assert.False(frame!.Whole);
        Assert.Equal([105, 106], frame.Candles.Select(candle => candle.Close));
        Assert.Equal([null, Start], _reads);
        Assert.Null((await NextAsync(next)).Frame);
    }

    [Fact]
    public async Task NextAsync_ManyViewers_ReadOnceASecondAndOnlyWhenPricesMove()
    {
        var (_, drawn) = await NextAsync(null);
        for (var viewer = 0; viewer < 50; viewer++)
        {
            await NextAsync(null);
            _version++;
            await NextAsync(drawn);
        }

        Assert.Single(_reads);
        _clock.Advance(FeedCandleFrames.Fresh);
        await NextAsync(drawn);
        Assert.Equal(2, _reads.Count);
        _clock.Advance(FeedCandleFrames.Fresh);
        await NextAsync(drawn);
        Assert.Equal(2, _reads.Count);
    }

    [Fact]
    public async Task NextAsync_LatePrice_IsFoundWithTheNextWholeRead()
    {
        var (_, drawn) = await NextAsync(null);
        _stored!.Insert(0, Of(-60, 70));
        Pass(1);
        Assert.Null((await NextAsync(drawn)).Frame);

        Pass(FeedCandleFrames.Whole.TotalSeconds);

        Assert.Equal(70, Assert.Single((await NextAsync(drawn)).Frame!.Candles).Close);
    }

    [Fact]
    public async Task NextAsync_DatabaseAway_KeepsWhatItHasAndGoesOnLater()
    {
        var (_, drawn) = await NextAsync(null);
        var stored = _stored!;
        _stored = null;
        Pass(1);
        Assert.Null((await NextAsync(drawn)).Frame);
        Assert.Equal(3, (await NextAsync(null)).Frame!.Candles.Count);

        (_stored, stored[2]) = (stored, Of(2, 99));
        _clock.Advance(FeedCandleFrames.Fresh);

        Assert.Equal(99, Assert.Single((await NextAsync(drawn)).Frame!.Candles).Close);
    }

    [Fact]
    public async Task NextAsync_SeventyChartsInTurn_ReadsEachOnceAndBringsWhatChanges()
    {
        var drawn = new Dictionary<int, long>();
        for (var frame = 0; frame < 20; frame++)
        {
            for (var chart = 0; chart < 70; chart++)
            {
                drawn[chart] = (await NextAsync(drawn.TryGetValue(chart, out var since) ? since : null, Symbol(chart))).Version;
            }
        }

        Assert.Equal(70, _reads.Count);
        _stored![2] = Of(2, 105);
        Pass(1);
        for (var chart = 0; chart < 70; chart++)
        {
            var (frame, _) = await NextAsync(drawn[chart], Symbol(chart));
            Assert.Equal((false, 105), (frame!.Whole, Assert.Single(frame.Candles).Close));
        }

        Assert.Equal(140, _reads.Count);
    }

    [Fact]
    public async Task NextAsync_ChartMadeAgain_BeginsAnewForWhoDrewTheOneBefore()
    {
        var (_, drawn) = await NextAsync(null);
        _stored![2] = Of(2, 105);
        Pass(1);
        (_, drawn) = await NextAsync(drawn);
        await LetGoAsync();
        _stored[2] = Of(2, 110);

        var (frame, next) = await NextAsync(drawn);

        Assert.True(frame!.Whole);
        Assert.Equal([100, 101, 110], frame.Candles.Select(candle => candle.Close));
        // Nor is the first frame of the chart before taken for that of this one.
        Assert.Equal([100, 101, 110], (await NextAsync(null)).Frame!.Candles.Select(candle => candle.Close));
        Assert.Null((await NextAsync(next)).Frame);
    }

    [Fact]
    public async Task NextAsync_ChartMadeAgainWithTheDatabaseAway_LeavesWhatIsDrawn()
    {
        var (_, drawn) = await NextAsync(null);
        await LetGoAsync();
        (var stored, _stored) = (_stored, null);

        var (frame, kept) = await NextAsync(drawn);
        Assert.Equal((null, drawn), (frame, kept));
        _stored = stored;
        _clock.Advance(FeedCandleFrames.Fresh);

        Assert.True((await NextAsync(kept)).Frame!.Whole);
    }

    [Fact]
    public async Task NextAsync_MoreChartsThanFit_WaitUntilOneIsNotLookedAt()
    {
        for (var chart = 0; chart < FeedCandleFrames.Most; chart++)
        {
            await NextAsync(null, Symbol(chart));
        }

        var (frame, waiting) = await NextAsync(null);
        Assert.Null(frame);
        Assert.Equal(FeedCandleFrames.Most, _reads.Count);
        _clock.Advance(FeedCandleFrames.Kept);

        Assert.True((await NextAsync(waiting)).Frame!.Whole);
    }

    [Fact]
    public async Task NextAsync_ManyChartsAtOnce_ReadsAFewAtATime()
    {
        var gate = new TaskCompletionSource<IReadOnlyList<Candle>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (begun, atOnce, most) = (0, 0, 0);
        using var frames = new FeedCandleFrames(
            async (_, _, _, _) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref atOnce));
                Interlocked.Increment(ref begun);
                var candles = await gate.Task;
                Interlocked.Decrement(ref atOnce);
                return candles;
            },
            () => 1, _clock, NullLogger<FeedCandleFrames>.Instance);

        var asked = Enumerable.Range(0, 40)
            .Select(chart => frames.NextAsync(Symbol(chart), Interval.Minute, null, TestContext.Current.CancellationToken).AsTask()).ToList();
        await Eventually.TrueAsync(() => Volatile.Read(ref begun) == FeedCandleFrames.Reads, () => "The first ones are read");
        gate.SetResult([Of(0, 100)]);
        await Task.WhenAll(asked);

        Assert.Equal((40, FeedCandleFrames.Reads), (begun, most));
    }

    /// <summary>Nobody looks at the chart, and others take its place.</summary>
    private async Task LetGoAsync()
    {
        _clock.Advance(FeedCandleFrames.Kept);
        for (var chart = 0; chart < FeedCandleFrames.Capacity; chart++)
        {
            await NextAsync(null, Symbol(chart));
        }
    }

    private static Instrument Symbol(int chart) => new("crypto", $"S{chart}");

    private static void InterlockedMax(ref int most, int value)
    {
        for (var known = Volatile.Read(ref most); value > known; known = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, known);
        }
    }

    private async Task<(CandlesFrame? Frame, long Version)> NextAsync(long? since, Instrument? instrument = null)
    {
        var shared = await _frames.NextAsync(instrument ?? Bitcoin, Interval.Minute, since, TestContext.Current.CancellationToken);
        return (shared.Bytes.Length == 0 ? null : FrameReader.ReadCandles(shared.Bytes), shared.Version);
    }

    /// <summary>Prices move, and time passes.</summary>
    private void Pass(double seconds)
    {
        _version++;
        _clock.Advance(TimeSpan.FromSeconds(seconds));
    }

    private static Candle Of(int minute, decimal price) => new(Start.AddMinutes(minute), price, price, price, price, 1, price, 1);
}
