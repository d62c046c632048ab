using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Market;

namespace TradeTerminal.Tests.Market;

public sealed class MarketUpdatesTests
{
    private readonly MarketUpdates _updates = new(NullLogger<MarketUpdates>.Instance);

    [Fact]
    public void Publish_Subscriber_FindsTheNewSnapshot()
    {
        var seen = new List<long>();
        using var subscription = _updates.Subscribe(() => seen.Add(_updates.Current.Version));

        _updates.Publish(new MarketSnapshot(1, DateTimeOffset.UnixEpoch, []));
        _updates.Wake();
        _updates.Publish(new MarketSnapshot(2, DateTimeOffset.UnixEpoch, []));

        Assert.Equal([1, 1, 2], seen);
    }

    [Fact]
    public void Publish_SubscriberThrows_TheOthersAreWoken()
    {
        var woken = 0;
        using var before = _updates.Subscribe(() => woken++);
        using var bad = _updates.Subscribe(() => throw new InvalidOperationException());
        using var after = _updates.Subscribe(() => woken++);

        _updates.Publish(MarketSnapshot.Empty);

        Assert.Equal(2, woken);
    }

    [Fact]
    public void Publish_WakesHandedOn_RunNothingItself()
    {
        var (woken, handedOn) = (0, new List<Action>());
        var updates = new MarketUpdates(NullLogger<MarketUpdates>.Instance, handedOn.Add);
        using var one = updates.Subscribe(() => woken++);
        using var bad = updates.Subscribe(() => throw new InvalidOperationException());

        updates.Publish(MarketSnapshot.Empty);
        Assert.Equal((0, 2), (woken, handedOn.Count));
        handedOn.ForEach(wake => wake());

        Assert.Equal(1, woken);
    }

    [Fact]
    public void Dispose_Subscription_IsNotWokenAnyMore()
    {
        var woken = 0;
        var subscriptions = Enumerable.Range(0, 50).Select(_ => _updates.Subscribe(() => woken++)).ToList();
        Assert.Equal(50, _updates.SubscriberCount);

        subscriptions.ForEach(subscription => subscription.Dispose());
        subscriptions[0].Dispose();
        _updates.Wake();

        Assert.Equal((0, 0), (_updates.SubscriberCount, woken));
    }
}
