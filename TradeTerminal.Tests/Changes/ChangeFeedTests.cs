using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Changes;

public sealed class ChangeFeedTests
{
    private readonly ChangeFeed _feed = new();

    [Fact]
    public void Publish_SeveralListeners_EachTakesAllInOrder()
    {
        using var one = _feed.Listen();
        using var two = _feed.Listen();
        var batches = Enumerable.Range(0, 10).Select(_ => Batch()).ToList();

        batches.ForEach(_feed.Publish);

        Assert.Equal(batches, TakeAll(one));
        Assert.Equal(batches, TakeAll(two));
        Assert.False(one.TryTakeResync());
    }

    [Fact]
    public async Task WaitAsync_NothingPublished_WaitsUntilThereIs()
    {
        using var listener = _feed.Listen();
        var waiting = listener.WaitAsync(CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);

        _feed.Publish(Batch());

        await waiting.WaitAsync(Patience.Limit);
    }

    [Fact]
    public void Publish_MoreThanTheCapacity_LeavesAResyncAndNeverWaits()
    {
        using var slow = _feed.Listen();
        using var quick = _feed.Listen();
        for (var i = 0; i < ChangeListener.Capacity + 5; i++)
        {
            _feed.Publish(Batch());
            Assert.True(quick.TryTake(out _));
        }

        Assert.True(slow.TryTakeResync());
        Assert.False(slow.TryTakeResync());
        Assert.False(quick.TryTakeResync());
        Assert.Equal(ChangeListener.Capacity, TakeAll(slow).Count);
        _feed.Publish(Batch());
        Assert.Single(TakeAll(slow));
        Assert.False(slow.TryTakeResync());
    }

    [Fact]
    public void Publish_NotWanted_TakesNoRoom()
    {
        var wanted = new CommittedBatch(new FeedKey("cluster", "wanted"), DateTimeOffset.UnixEpoch);
        using var listener = _feed.Listen(batch => batch.Feed == wanted.Feed);
        for (var i = 0; i < ChangeListener.Capacity + 5; i++)
        {
            _feed.Publish(Batch());
        }

        _feed.Publish(wanted);

        Assert.Equal([wanted], TakeAll(listener));
        Assert.False(listener.TryTakeResync());
    }

    [Fact]
    public async Task PublishUnknown_ListenerWaits_WakesItToResync()
    {
        using var listener = _feed.Listen();
        var waiting = listener.WaitAsync(CancellationToken.None).AsTask();

        _feed.PublishUnknown();

        await waiting.WaitAsync(Patience.Limit);
        Assert.True(listener.TryTakeResync());
        Assert.All(TakeAll(listener), batch => Assert.IsNotType<CommittedBatch<Trade>>(batch));
    }

    /// <summary>The wake-up is taken between the question for a resync and the resync itself.</summary>
    [Fact]
    public async Task WaitAsync_ResyncAfterTheQueueWasEmptied_ReturnsAtOnce()
    {
        using var listener = _feed.Listen();
        _feed.PublishUnknown();
        TakeAll(listener);

        await listener.WaitAsync(CancellationToken.None).AsTask().WaitAsync(Patience.Limit);

        Assert.True(listener.TryTakeResync());
    }

    [Fact]
    public void Dispose_Listener_IsGoneFromTheFeed()
    {
        var listeners = Enumerable.Range(0, 100).Select(_ => _feed.Listen()).ToList();
        Assert.Equal(100, _feed.ListenerCount);

        Parallel.ForEach(listeners, listener => listener.Dispose());
        listeners[0].Dispose();

        Assert.Equal(0, _feed.ListenerCount);
        _feed.Publish(Batch());
        Assert.Empty(TakeAll(listeners[0]));
    }

    [Fact]
    public void Publish_WhileListenersComeAndGo_ReachesThoseWhoStay()
    {
        using var staying = _feed.Listen();
        Parallel.For(0, 200, i =>
        {
            using var passing = _feed.Listen();
            if (i % 2 == 0)
            {
                _feed.Publish(Batch());
            }
        });

        Assert.Equal(100, TakeAll(staying).Count);
        Assert.Equal(1, _feed.ListenerCount);
    }

    private static CommittedBatch Batch() => new(new FeedKey("cluster", "orders"), DateTimeOffset.UnixEpoch);

    private static List<CommittedBatch> TakeAll(ChangeListener listener)
    {
        var taken = new List<CommittedBatch>();
        while (listener.TryTake(out var batch))
        {
            taken.Add(batch);
        }

        return taken;
    }
}
