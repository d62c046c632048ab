using System.Globalization;
using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Market.Health;

/// <summary>
/// The state of the feed, why in words, and the newest event's age if there was one. <see cref="Word"/> says whose fault
/// it is: <c>halted</c> is a market or producer that is silent, <c>lagging</c> is us being behind the log,
/// <c>unreachable</c> is Kafka or PostgreSQL being gone. Null where none of them is so.
/// </summary>
public sealed record FeedHealth(FeedState State, string Reason, TimeSpan? Age, string? Word = null)
{
    public static readonly TimeSpan LagAllowed = TimeSpan.FromSeconds(2);

    /// <summary>So long it is said that the database kept the feed waiting.</summary>
    private static readonly TimeSpan HoldIsSaid = TimeSpan.FromMinutes(10);

    private const string AllShown = "every trade stored is on the screen";

    /// <summary>The part that is at fault, for those who keep a log of it.</summary>
    public FeedTrouble Trouble { get; init; }

    /// <summary>The feed that refuses the largest part of what it reads, where that is more than a hundredth.</summary>
    public Refusals? Refused { get; init; }

    /// <summary>Messages of a partition from which nothing has been stored yet: their age is not known.</summary>
    public const int UnreadAllowed = 100;

    /// <summary>
    /// <paramref name="shown"/> is the newest event on the screens. It may be newer than what the feed has stored
    /// since it started: the market is read back from the database. <paramref name="behind"/> is how long something has been
    /// committed that is not shown, and <paramref name="seen"/> the newest event by the earlier of its own time and when it came.
    /// </summary>
    public static FeedHealth Of(FeedStatus feed, DateTime? shown, DateTime utcNow, TimeSpan behind = default, DateTime? seen = null)
    {
        var health = Judge(feed, shown, utcNow, behind, seen);
        var newest = feed.NewestEventTime > shown || shown is null ? feed.NewestEventTime : shown;
        if (newest - utcNow is { } ahead && ahead > AheadAllowed)
        {
            health = health with { Reason = string.Create(CultureInfo.InvariantCulture, $"{health.Reason}; a sender's clock ahead {(int)ahead.TotalMinutes}:{ahead.Seconds:00}") };
        }

        if (health.Trouble is FeedTrouble.None or FeedTrouble.Silent && feed is { Phase: FeedPhase.Running, Problem: not null })
        {
            // It is read on; whether there is more, nobody can say.
            health = health with { Trouble = FeedTrouble.Partition };
        }

        if (feed.Doubt is not null)
        {
            health = health with { Reason = $"{health.Reason}; the self-check is red, see Pipeline" };
        }

        return feed.DatabaseHeld == TimeSpan.Zero && feed.LastHold is { } hold && utcNow - hold.Until < HoldIsSaid
            ? health with { Reason = string.Create(CultureInfo.InvariantCulture, $"{health.Reason}; PostgreSQL held {hold.Length.TotalSeconds:F0} s until {hold.Until:HH:mm:ss} UTC") }
            : health;
    }

    /// <summary>Clocks differ by so much without being wrong.</summary>
    private static readonly TimeSpan AheadAllowed = TimeSpan.FromSeconds(1);

    private static FeedHealth Judge(FeedStatus feed, DateTime? shown, DateTime utcNow, TimeSpan behind, DateTime? seen)
    {
        var newest = feed.NewestEventTime > shown || shown is null ? feed.NewestEventTime : shown;
        var age = utcNow - newest;
        if (newest > utcNow && feed.Rate.Recent is [.., var written])
        {
            // A clock ahead of ours: when it came is all that can be said.
            age = utcNow - written.At.UtcDateTime;
        }

        // What was ahead when it came stays as old as that, also when the clock has caught up with it.
        age = seen is { } received && utcNow - received is var since && since > age && feed.NewestEventTime <= shown ? since : age;

        if (feed.Phase != FeedPhase.Running)
        {
            var isAway = feed.Phase is FeedPhase.WaitingForKafka or FeedPhase.WaitingForDatabase;
            return new FeedHealth(FeedState.Down, WhyDown(feed), age, isAway ? "unreachable" : null) { Trouble = TroubleOf(feed.Phase) };
        }

        if (feed.DatabaseHeld > TimeSpan.Zero)
        {
            return new FeedHealth(FeedState.Lagging, $"PostgreSQL slow, {(int)feed.DatabaseHeld.TotalSeconds} s", age, "lagging")
            {
                Trouble = FeedTrouble.Database,
            };
        }

        if (feed.Unreadable is { } unreadable)
        {
            return new FeedHealth(FeedState.Lagging, unreadable, age, "lagging") { Trouble = FeedTrouble.Partition };
        }

        if (behind > LagAllowed)
        {
            return new FeedHealth(FeedState.Lagging, string.Create(
                CultureInfo.InvariantCulture, $"the screens are behind: what is stored has not been shown for {behind.TotalSeconds:F0} s"),
                age, "lagging") { Trouble = FeedTrouble.Screens };
        }

        if (feed.LagRecords > 0 && feed.LagSeconds(utcNow) is var lag && lag > LagAllowed.TotalSeconds)
        {
            return new FeedHealth(FeedState.Lagging, string.Create(
                CultureInfo.InvariantCulture, $"{feed.LagRecords:N0} messages wait, {lag:F1} s behind"), age, "lagging") { Trouble = FeedTrouble.Lagging };
        }

        if (feed.Partitions.Any(partition => partition.NewestEventTime is null && partition.LagRecords > UnreadAllowed))
        {
            return new FeedHealth(FeedState.Lagging, string.Create(
                CultureInfo.InvariantCulture,
                $"{feed.LagRecords:N0} messages wait, and none of their kind has been stored since the start"), age, "lagging") { Trouble = FeedTrouble.Lagging };
        }

        return age is null
            ? new FeedHealth(FeedState.Stale, $"no trade on topic '{feed.Topic}' yet", null, "halted")
            : ByAge(feed, age.Value, utcNow);
    }

    private static FeedHealth ByAge(FeedStatus feed, TimeSpan age, DateTime utcNow)
    {
        // Below that no rhythm can make it slow.
        if (age <= Rhythm.LeastAllowed / 2)
        {
            return new FeedHealth(FeedState.Live, AllShown, age);
        }

        var batches = feed.Rate.Recent.AsSpan();
        var staleAfter = Rhythm.StaleAfter(Rhythm.OfBatches(batches));
        return Rhythm.Judge(age, staleAfter) switch
        {
            FeedState.Live => new FeedHealth(FeedState.Live, AllShown, age),
            FeedState.Slow => new FeedHealth(FeedState.Slow, "fewer trades than usual", age),
            // A replay, or a producer that is behind: the market is not silent, but what it says is old.
            _ when batches is [.., var last] && utcNow - last.At.UtcDateTime <= staleAfter =>
                new FeedHealth(FeedState.Stale, "trades arrive, but by their own time they are old", age),
            _ => new FeedHealth(FeedState.Stale, "no new trade on the topic", age, "halted") { Trouble = FeedTrouble.Silent },
        };
    }

    private static FeedTrouble TroubleOf(FeedPhase phase) => phase switch
    {
        FeedPhase.WaitingForKafka => FeedTrouble.Kafka,
        FeedPhase.WaitingForDatabase => FeedTrouble.Database,
        FeedPhase.WaitingForDecision or FeedPhase.Faulted => FeedTrouble.Stands,
        _ => FeedTrouble.None,
    };

    private static string WhyDown(FeedStatus feed) => feed.Phase switch
    {
        FeedPhase.Starting => "the feed is starting",
        FeedPhase.WaitingForKafka => $"waiting for Kafka: {feed.Problem}",
        FeedPhase.WaitingForTopic => $"waiting: {feed.Problem}",
        FeedPhase.WaitingForDatabase => $"waiting for PostgreSQL: {feed.Problem}",
        FeedPhase.WaitingForDecision => $"a decision is asked for on the Pipeline page: {feed.Problem}",
        FeedPhase.Faulted => $"nothing can be stored until this is mended: {feed.Problem}",
        _ => feed.Problem ?? "the feed has stopped",
    };
}
