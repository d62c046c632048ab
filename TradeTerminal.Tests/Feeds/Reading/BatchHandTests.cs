using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Feeds.Reading;

public sealed class BatchHandTests : IDisposable
{
    private readonly SemaphoreSlim _held = new(0);
    private readonly SemaphoreSlim _entered = new(0);
    private readonly Dictionary<int, long> _next = new() { [0] = 10, [3] = 7 };

    public void Dispose()
    {
        _held.Dispose();
        _entered.Dispose();
    }

    [Fact]
    public void Begin_CommitTakesLong_ReturnsAndMovesNothingUntilSettled()
    {
        using var hand = new BatchHand<Trade>(Hold, _next);
        var batch = Batch();

        hand.Begin(batch, CancellationToken.None);

        Assert.True(_entered.Wait(Patience.Limit));
        Assert.False(hand.TrySettle(TimeSpan.Zero));
        Assert.Equal(10, _next[0]);
        _held.Release();
        Assert.True(hand.TrySettle(Patience.Limit));
        Assert.Equal((11, 7), (_next[0], _next[3]));
    }

    [Fact]
    public void Begin_OneIsAtWork_Throws()
    {
        using var hand = new BatchHand<Trade>(Hold, _next);
        hand.Begin(Batch(), CancellationToken.None);

        Assert.Throws<InvalidOperationException>(() => hand.Begin(Batch(), CancellationToken.None));

        _held.Release();
    }

    [Fact]
    public void Settle_CommitFailed_ThrowsThatAndPositionsStay()
    {
        using var hand = new BatchHand<Trade>(
            (_, next, _) =>
            {
                next[0] = 11;
                throw new FencedException("orders");
            },
            _next);
        hand.Begin(Batch(), CancellationToken.None);

        Assert.Throws<FencedException>(hand.Settle);

        Assert.Equal(10, _next[0]);
        hand.Settle();
    }

    [Fact]
    public void Settle_OneAfterTheOther_EachBeginsWhereTheLastEnded()
    {
        var began = new List<long>();
        using var hand = new BatchHand<Trade>((_, next, _) => began.Add(next[0]++), _next);

        for (var i = 0; i < 100; i++)
        {
            hand.Begin(Batch(), CancellationToken.None);
            hand.Settle();
        }

        Assert.Equal(Enumerable.Range(10, 100).Select(at => (long)at), began);
        Assert.Equal(110, _next[0]);
    }

    [Fact]
    public void Settle_NothingBegun_ReturnsAtOnce()
    {
        using var hand = new BatchHand<Trade>(Hold, _next);

        hand.Settle();

        Assert.Equal(10, _next[0]);
    }

    [Fact]
    public async Task Dispose_CommitIsAtWork_WaitsForIt()
    {
        var hand = new BatchHand<Trade>(Hold, _next);
        hand.Begin(Batch(), CancellationToken.None);
        Assert.True(await _entered.WaitAsync(Patience.Limit));

        var disposed = Task.Run(hand.Dispose);

        Assert.False(disposed.IsCompleted);
        _held.Release();
        await disposed.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task Begin_CommitIsCancelled_SettleSaysSo()
    {
        using var stopping = new CancellationTokenSource();
        using var hand = new BatchHand<Trade>(
            (_, _, cancellation) =>
            {
                cancellation.WaitHandle.WaitOne(Patience.Limit);
                cancellation.ThrowIfCancellationRequested();
            },
            _next);
        hand.Begin(Batch(), stopping.Token);

        await stopping.CancelAsync();

        Assert.Throws<OperationCanceledException>(hand.Settle);
    }

    private static FeedBatch<Trade> Batch() => new(new TradeParser(), TimeProvider.System);

    private void Hold(FeedBatch<Trade> batch, Dictionary<int, long> next, CancellationToken cancellationToken)
    {
        _entered.Release();
        _held.Wait(Patience.Limit, cancellationToken);
        next[0]++;
    }
}
