using System.Globalization;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Pipeline.Incidents;

/// <summary>What is wrong with the feeds, by the verdicts that there are: here they are only put in order.</summary>
internal static class Sightings
{
    /// <summary>A leader is chosen anew within seconds; and where all brokers are gone, the partitions are missed first.</summary>
    public static readonly TimeSpan PartitionAllowed = TimeSpan.FromSeconds(10);

    /// <param name="feeds">All of them.</param>
    /// <param name="behind">How long what is stored has been missing on the screens.</param>
    /// <param name="utcNow">This moment.</param>
    public static List<Sighting> Of(IReadOnlyList<FeedSign> feeds, TimeSpan behind, DateTime utcNow)
    {
        var all = new List<Sighting>();
        // A made-up past is stored as fast as the database can.
        AddShared(
            all, IncidentKinds.Database, FeedTrouble.Database, feeds.Where(sign => !sign.IsFilled || sign.Feed.Phase != FeedPhase.Running),
            sign => DatabaseSince(sign.Feed, utcNow), utcNow);
        AddShared(all, IncidentKinds.Kafka, FeedTrouble.Kafka, feeds, sign => sign.Feed.PhaseSince ?? utcNow, utcNow);
        if (behind > FeedHealth.LagAllowed && feeds.All(sign => sign is { IsRead: true, IsFilled: false }))
        {
            var words = (TimeSpan length) => Text($"what is stored has not been shown for {length.TotalSeconds:F0} s");
            all.Add(new(new(IncidentKinds.Screens, null), utcNow - behind, words(behind))
            {
                Weight = behind.TotalSeconds,
                WordsOfAll = words,
            });
        }

        foreach (var sign in feeds)
        {
            AddFeed(all, sign, utcNow);
        }

        return all;
    }

    /// <summary>When something that is not sighted any more came to its end; null where only the clock can say.</summary>
    public static DateTime? EndOf(IncidentKey key, IReadOnlyList<FeedSign> feeds) => key.Kind switch
    {
        IncidentKinds.Database => feeds.Max(sign => FeedGauge.Later(sign.Feed.LastHold?.Until, sign.Feed.PhaseSince)),
        IncidentKinds.Kafka or IncidentKinds.Restart or IncidentKinds.Crash => feeds
            .Where(sign => (key.Feed ?? sign.Feed.Name) == sign.Feed.Name && sign.IsRead).Max(sign => sign.Feed.PhaseSince),
        _ => null,
    };

    private static void AddShared(
        List<Sighting> all, string kind, FeedTrouble trouble, IEnumerable<FeedSign> feeds, Func<FeedSign, DateTime> since, DateTime utcNow)
    {
        var hit = feeds.Where(sign => sign.Health.Trouble == trouble).ToList();
        if (hit.Count > 0)
        {
            var (feed, first) = (hit[0].Feed, hit.Min(since));
            all.Add(new(new(kind, null), first, feed.Problem ?? hit[0].Health.Reason)
            {
                Weight = (utcNow - first).TotalSeconds,
                WordsOfAll = feed.Problem == DatabaseWait.Words(feed.DatabaseHeld) ? DatabaseWait.Words : null,
            });
        }
    }

    private static void AddFeed(List<Sighting> all, FeedSign sign, DateTime utcNow)
    {
        var (feed, health) = (sign.Feed, sign.Health);
        switch (health.Trouble)
        {
            case FeedTrouble.Partition when utcNow - sign.TroubledSince >= PartitionAllowed:
                all.Add(new(new(IncidentKinds.Kafka, feed.Name), sign.TroubledSince, feed.Unreadable ?? feed.Problem ?? health.Reason));
                break;
            case FeedTrouble.Lagging when !sign.IsFilled:
                all.Add(new(new(IncidentKinds.Lagging, feed.Name), LaggingSince(feed, utcNow), health.Reason) { Weight = feed.LagRecords });
                break;
            case FeedTrouble.Silent when sign.IsFed:
                var last = utcNow - (health.Age ?? TimeSpan.Zero);
                all.Add(new(new(IncidentKinds.Silent, feed.Name), last, $"nothing new on topic '{feed.Topic}'"));
                break;
            case FeedTrouble.Stands:
                all.Add(new(new(IncidentKinds.Stands, feed.Name), feed.PhaseSince ?? utcNow, health.Reason));
                break;
        }

        if (sign.Refused is { } refused)
        {
            var minute = Refusals.Of(feed, utcNow);
            all.Add(new(new(IncidentKinds.Rejects, feed.Name), refused.Since,
                Text($"{minute.Rejected:N0} of {minute.Messages:N0} messages of a minute refused, {100 * minute.Share:F1} %"))
            {
                Messages = refused.Messages,
                LastSign = refused.Until,
                Weight = minute.Rejected,
            });
        }

        if (sign.Surge is { } surge)
        {
            var seconds = Math.Max(1, (surge.Until - surge.Since).TotalSeconds);
            all.Add(new(new(IncidentKinds.Surge, feed.Name), surge.Since,
                Text($"{surge.Messages:N0} messages came in {seconds:F0} s, {surge.Messages / seconds:N0} a second"))
            {
                Messages = surge.Messages,
                LastSign = surge.Until,
                Weight = surge.Messages,
            });
        }

        if (feed.Doubt is { } doubt)
        {
            all.Add(new(new(IncidentKinds.SelfCheck, feed.Name), utcNow, doubt));
        }
    }

    private static DateTime DatabaseSince(FeedStatus feed, DateTime utcNow) => feed.DatabaseHeld > TimeSpan.Zero
        ? utcNow - feed.DatabaseHeld
        : feed.PhaseSince ?? utcNow;

    /// <summary>Since messages have waited, but no longer than the first of them is behind: some always wait in a busy feed.</summary>
    private static DateTime LaggingSince(FeedStatus feed, DateTime utcNow)
    {
        var behind = utcNow - TimeSpan.FromSeconds(Math.Min(feed.LagSeconds(utcNow), 2 * FeedHealth.LagAllowed.TotalSeconds));
        var waits = feed.Partitions.Min(partition => partition.WaitsSince);
        return waits > behind ? waits.Value : behind;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
