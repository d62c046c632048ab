using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market.Health;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Pipeline.Incidents;

/// <summary>Each from the verdict that the strip has of the same feed.</summary>
public sealed class SightingsTests
{
    private static readonly DateTime Now = ScreenClock.Start;
    private static readonly FeedStatus Well = new(
        "trades", "orders", "c", FeedPhase.Running, null, Now, [new PartitionStatus(new StoredOffset(0, 0, 10) { Accepted = 10 }, 10, Now)], BatchRate.Empty);

    [Fact]
    public void Of_AllIsWell_IsNothing() => Assert.Empty(Sightings.Of([Sign(Well)], TimeSpan.Zero, Now));

    [Fact]
    public void Of_DatabaseHoldsTwoFeeds_IsOneSinceTheFirst()
    {
        var slow = Well with { DatabaseHeld = TimeSpan.FromSeconds(3), Problem = "PostgreSQL slow, 3 s" };
        var away = Well with { Name = "quotes", Phase = FeedPhase.WaitingForDatabase, Problem = "refused", PhaseSince = Now.AddSeconds(-8) };

        var sighting = Assert.Single(Sightings.Of([Sign(slow), Sign(away)], TimeSpan.Zero, Now));

        Assert.Equal((new IncidentKey(IncidentKinds.Database, null), Now.AddSeconds(-8)), (sighting.Key, sighting.Since));
    }

    [Fact]
    public void Of_BrokersAway_IsSinceTheyWereLastHeardOf()
    {
        var sighting = Assert.Single(Sightings.Of(
            [Sign(Well with { Phase = FeedPhase.WaitingForKafka, Problem = "no answer", PhaseSince = Now.AddSeconds(-4) })], TimeSpan.Zero, Now));

        Assert.Equal((IncidentKinds.Kafka, Now.AddSeconds(-4), "no answer"), (sighting.Key.Kind, sighting.Since, sighting.Detail));
    }

    [Fact]
    public void Of_APartitionDoesNotAnswer_IsOfItsFeed()
    {
        var leaderless = Sign(Well with { Problem = "partition 2: no leader; the others are read" });
        var silent = Assert.Single(Sightings.Of([leaderless], TimeSpan.Zero, Now));
        Assert.Empty(Sightings.Of([leaderless with { TroubledSince = Now.AddSeconds(-9) }], TimeSpan.Zero, Now));
        var refused = Assert.Single(Sightings.Of([Sign(Well with { Unreadable = "partition 1 stands" })], TimeSpan.Zero, Now));

        Assert.Equal([new IncidentKey(IncidentKinds.Kafka, "trades"), new IncidentKey(IncidentKinds.Kafka, "trades")], [silent.Key, refused.Key]);
    }

    [Fact]
    public void Of_MessagesWait_IsLaggingUnlessAPastIsMadeUp()
    {
        var waits = new PartitionStatus(new StoredOffset(0, 0, 10) { Accepted = 10 }, 500, Now.AddSeconds(-3)) { WaitsSince = Now.AddSeconds(-2.5) };
        var lagging = Well with { Partitions = [waits], NewestEventTime = Now.AddSeconds(-3) };

        var sighting = Assert.Single(Sightings.Of([Sign(lagging)], TimeSpan.Zero, Now));

        Assert.Equal((new IncidentKey(IncidentKinds.Lagging, "trades"), Now.AddSeconds(-2.5)), (sighting.Key, sighting.Since));
        Assert.Empty(Sightings.Of([Sign(lagging) with { IsFilled = true }], TimeSpan.Zero, Now));
    }

    [Fact]
    public void Of_NothingComes_IsSilentWhereSomethingHasTo()
    {
        var old = Now.AddMinutes(-1);
        var silent = Well with { NewestEventTime = old, NewestSeen = old, Partitions = [Well.Partitions[0] with { NewestEventTime = old }] };

        Assert.Equal((IncidentKinds.Silent, old), Assert.Single(Sightings.Of([Sign(silent)], TimeSpan.Zero, Now)) is var one ? (one.Key.Kind, one.Since) : default);
        Assert.Empty(Sightings.Of([Sign(silent) with { IsFed = false }], TimeSpan.Zero, Now));
    }

    [Fact]
    public void Of_TheRest_AreEachNamed()
    {
        var wave = new Wave(Now.AddSeconds(-3), Now, 300);
        var all = Sightings.Of(
            [Sign(Well with { Rows = new RowAnswer(Now, "AAPL: 574 and 573 rows", 0) }) with { Surge = wave, Refused = wave }, Sign(Well with { Name = "quotes", Phase = FeedPhase.Faulted })],
            TimeSpan.Zero, Now);

        Assert.Equal(
            [IncidentKinds.Rejects, IncidentKinds.SelfCheck, IncidentKinds.Stands, IncidentKinds.Surge],
            all.Select(sighting => sighting.Key.Kind).Order(StringComparer.Ordinal));
        var screens = Assert.Single(Sightings.Of([Sign(Well)], TimeSpan.FromSeconds(4), Now));
        Assert.Equal((new IncidentKey(IncidentKinds.Screens, null), Now.AddSeconds(-4)), (screens.Key, screens.Since));
    }

    private static FeedSign Sign(FeedStatus feed) => new(feed, FeedHealth.Of(feed, feed.NewestEventTime, Now, seen: feed.NewestSeen))
    {
        TroubledSince = Now - Sightings.PartitionAllowed,
    };
}
