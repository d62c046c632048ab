using System.Globalization;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Market;

/// <summary>The state of the feed, why in words, and the newest event's age if there was one.</summary>
public sealed record FeedHealth(FeedState State, string Reason, TimeSpan? Age)
{
    public static readonly TimeSpan LagAllowed = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan QuietAllowed = TimeSpan.FromSeconds(10);

    /// <summary>
    /// <paramref name="shown"/> is the newest event on the screens. It may be newer than what the feed has stored
    /// since it started: the market is read back from the database.
    /// </summary>
    public static FeedHealth Of(FeedStatus feed, DateTime? shown, DateTime utcNow)
    {
        var newest = feed.NewestEventTime > shown || shown is null ? feed.NewestEventTime : shown;
        var age = utcNow - newest;
        if (feed.Phase != FeedPhase.Running)
        {
            return new FeedHealth(FeedState.Down, WhyDown(feed), age);
        }

        if (feed.LagRecords > 0 && feed.LagSeconds(utcNow) is var lag && lag > LagAllowed.TotalSeconds)
        {
            return new FeedHealth(FeedState.Lagging, string.Create(
                CultureInfo.InvariantCulture, $"{feed.LagRecords:N0} messages wait, {lag:F1} s behind"), age);
        }

        return age is null ? new FeedHealth(FeedState.Stale, $"no trade on topic '{feed.Topic}' yet", null)
            : age > QuietAllowed ? new FeedHealth(FeedState.Stale, "no new trade on the topic", age)
            : new FeedHealth(FeedState.Live, "every trade stored is on the screen", age);
    }

    private static string WhyDown(FeedStatus feed) => feed.Phase switch
    {
        FeedPhase.Starting => "the feed is starting",
        FeedPhase.WaitingForKafka => $"waiting for Kafka: {feed.Problem}",
        FeedPhase.WaitingForTopic => $"waiting: {feed.Problem}",
        FeedPhase.WaitingForDatabase => $"waiting for PostgreSQL: {feed.Problem}",
        FeedPhase.Faulted => $"nothing can be stored until this is mended: {feed.Problem}",
        _ => "the feed has stopped",
    };
}
