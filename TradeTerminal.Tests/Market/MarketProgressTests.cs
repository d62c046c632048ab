using System.Collections.Immutable;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market;
using TradeTerminal.Market.Health;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Market;

/// <summary>Screens that stand still while trades are stored.</summary>
public sealed class MarketProgressTests
{
    private readonly ScreenClock _clock = new();
    private readonly MarketProgress _progress;

    public MarketProgressTests() => _progress = new MarketProgress(_clock);

    [Fact]
    public void Behind_PumpHeld_GrowsAndIsLagging()
    {
        Shown(100);
        Assert.Equal(TimeSpan.Zero, _progress.Behind(Stored(100)));

        _progress.Behind(Stored(101));
        _clock.Advance(TimeSpan.FromSeconds(3));
        var behind = _progress.Behind(Stored(5_000));
        var health = FeedHealth.Of(Stored(5_000), _clock.UtcNow, _clock.UtcNow, behind);

        Assert.Equal(TimeSpan.FromSeconds(3), behind);
        Assert.Equal(FeedState.Lagging, health.State);
        Assert.StartsWith("the screens are behind", health.Reason, StringComparison.Ordinal);
        Shown(5_000);
        Assert.Equal(TimeSpan.Zero, _progress.Behind(Stored(5_000)));
    }

    [Fact]
    public void Behind_OtherFeedNotShown_IsBehindToo()
    {
        Shown(100);
        _progress.Behind(Stored(100), Stored(7) with { Name = "crypto", Topic = "prices" });

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(TimeSpan.FromSeconds(2), _progress.Behind(Stored(100), Stored(9) with { Name = "crypto", Topic = "prices" }));
    }

    [Fact]
    public void Behind_AlwaysABatchAheadOfTheScreens_IsThatOfOneBatch()
    {
        for (var offset = 1; offset < 200; offset++)
        {
            var behind = _progress.Behind(Stored(offset * 100));
            Assert.InRange(behind, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
            Shown((offset * 100) - 50);
            _clock.Advance(TimeSpan.FromMilliseconds(50));
        }
    }

    private void Shown(long next) =>
        _progress.Shown(new Dictionary<TopicPartitionKey, long> { [new TopicPartitionKey("cluster", "orders", 0)] = next });

    private FeedStatus Stored(long next) => new(
        "trades", "orders", "cluster", FeedPhase.Running, null, _clock.UtcNow,
        ImmutableArray.Create(new PartitionStatus(new StoredOffset(0, 0, next) { Accepted = next }, next, _clock.UtcNow)), BatchRate.Empty);
}
