using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Components.Charts;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Components.Charts;

public sealed class FeedCandleFramesTests
{
    private static readonly Instrument Bitcoin = new("crypto", "BTC-USD");
    private static readonly DateTime Start = new(2026, 3, 2, 14, 0, 0, DateTimeKind.Utc);

    private readonly ScreenClock _clock = new();
    private readonly List<DateTime?> _reads = [];
    private readonly FeedCandleFrames _frames;
    private List<Candle>? _stored = [Of(0, 100), Of(1, 101), Of(2, 102)];
    private long _version = 1;

    public FeedCandleFramesTests() => _frames = new FeedCandleFrames(
        (_, _, from, _) =>
        {
            _reads.Add(from);
            return _stored is null
                ? Task.FromException<IReadOnlyList<Candle>>(new InvalidOperationException("no database"))
                : Task.FromResult<IReadOnlyList<Candle>>([.. _stored.Where(candle => from is null || candle.Time >= from)]);
        },
        () => _version,
        _clock,
        NullLogger<FeedCandleFrames>.Instance);

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

    private async Task<(CandlesFrame? Frame, long Version)> NextAsync(long? since)
    {
        var shared = await _frames.NextAsync(Bitcoin, Interval.Minute, since, TestContext.Current.CancellationToken);
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
