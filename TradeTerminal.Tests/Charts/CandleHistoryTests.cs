using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Charts;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Charts;

public sealed class CandleHistoryTests
{
    private readonly ChartMarket _market = new();
    private int _reads;

    [Fact]
    public async Task TryRead_ManyAsk_ReadsOnce()
    {
        var answer = new TaskCompletionSource<IReadOnlyList<Candle>>();
        var history = History(_ => answer.Task);

        var askers = Enumerable.Range(0, 20)
            .Select(_ => history.TryReadAsync(Instrument.OfTrades("AAPL"), Interval.Minute, 0, CancellationToken.None)).ToArray();
        answer.SetResult([]);
        await Task.WhenAll(askers).WaitAsync(Patience.Limit);

        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task TryRead_WithinASecond_GivesTheSame()
    {
        var history = History();

        var first = await Ask(history);
        _market.Clock.Advance(TimeSpan.FromSeconds(0.9));
        var second = await Ask(history);

        Assert.Same(first, second);
    }

    [Fact]
    public async Task TryRead_ASecondLater_ReadsAgain()
    {
        var history = History();

        await Ask(history);
        _market.Clock.Advance(TimeSpan.FromSeconds(1));
        await Ask(history);

        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task TryRead_NewerVersionAskedFor_ReadsAgain()
    {
        var history = History();
        await Ask(history);
        var newer = _market.Trade("AAPL", 1, 100).Publish();

        var past = await history.TryReadAsync(Instrument.OfTrades("AAPL"), Interval.Minute, newer.Version, CancellationToken.None)
            .WaitAsync(Patience.Limit);

        Assert.Equal(2, _reads);
        Assert.Equal(newer.Version, past!.Version);
    }

    [Fact]
    public async Task TryRead_OtherIntervalOrTicker_ReadsThat()
    {
        var history = History();

        await Ask(history);
        await history.TryReadAsync(Instrument.OfTrades("AAPL"), Interval.Second, 0, CancellationToken.None).WaitAsync(Patience.Limit);
        await history.TryReadAsync(Instrument.OfTrades("MSFT"), Interval.Minute, 0, CancellationToken.None).WaitAsync(Patience.Limit);

        Assert.Equal(3, _reads);
    }

    [Fact]
    public async Task TryRead_Unreadable_IsNothingAndNotAskedAgainAtOnce()
    {
        var history = History(_ => throw new InvalidOperationException("no database"));

        Assert.Null(await Ask(history));
        Assert.Null(await Ask(history));
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task TryRead_FirstAskerLeaves_OthersGetTheirs()
    {
        var answer = new TaskCompletionSource<IReadOnlyList<Candle>>();
        var history = History(cancellationToken => answer.Task.WaitAsync(cancellationToken));
        using var leaving = new CancellationTokenSource();
        var first = history.TryReadAsync(Instrument.OfTrades("AAPL"), Interval.Minute, 0, leaving.Token);
        var second = history.TryReadAsync(Instrument.OfTrades("AAPL"), Interval.Minute, 0, CancellationToken.None);

        await leaving.CancelAsync();
        answer.SetResult([]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.NotNull(await second.WaitAsync(Patience.Limit));
    }

    private CandleHistory History(Func<CancellationToken, Task<IReadOnlyList<Candle>>>? read = null) => new(
        (_, _, cancellationToken) =>
        {
            Interlocked.Increment(ref _reads);
            return read?.Invoke(cancellationToken) ?? Task.FromResult<IReadOnlyList<Candle>>([]);
        },
        _market.Updates,
        _market.Clock,
        NullLogger<CandleHistory>.Instance);

    private static Task<PastCandles?> Ask(CandleHistory history) =>
        history.TryReadAsync(Instrument.OfTrades("AAPL"), Interval.Minute, 0, CancellationToken.None).WaitAsync(Patience.Limit);
}
