using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Health;

/// <summary>The state of the main feed as the screens show it, and of what the other feeds refuse.</summary>
public sealed class TradesHealth(FeedGauges gauges, MarketProgress progress)
{
    private readonly FeedGauge[] _priced = [.. gauges.All.Where(gauge => PricedFeeds.All.Contains(gauge.Current.Name))];

    /// <summary>How long what is committed has been missing on the screens.</summary>
    public TimeSpan Behind => progress.Behind(_priced.Select(gauge => gauge.Current));

    /// <summary>Of any feed by the same measure; of those whose prices are not trades without what the screens lack.</summary>
    public FeedHealth Of(FeedStatus feed, MarketSnapshot shown, DateTime utcNow) => feed.Name == PricedFeeds.Trades
        ? FeedHealth.Of(feed, shown.NewestEventTime, utcNow, Behind, shown.NewestSeen)
        : FeedHealth.Of(feed, feed.NewestEventTime, utcNow, seen: feed.NewestSeen);

    public FeedHealth Of(MarketSnapshot shown, DateTime utcNow)
    {
        var feed = gauges.Trades.Current;
        return FeedHealth.Of(feed, shown.NewestEventTime, utcNow, Behind, shown.NewestSeen) with
        {
            Refused = gauges.All
                .Select(gauge => Refusals.Of(gauge.Current, utcNow))
                .Where(refused => refused.Share > Refusals.Allowed)
                .MaxBy(refused => refused.Share),
        };
    }
}

/// <summary>What a feed refused of what it read in the last minute.</summary>
public sealed record Refusals(string Feed, long Messages, long Rejected)
{
    /// <summary>More of a feed is said in the strip.</summary>
    public const double Allowed = 0.01;

    /// <summary>More of it is said in the title.</summary>
    public const double Grave = 0.05;

    public double Share => Messages == 0 ? 0 : (double)Rejected / Messages;

    public static Refusals Of(FeedStatus feed, DateTime utcNow)
    {
        var (messages, rejected) = feed.Rejects.Of(utcNow);
        return new Refusals(feed.Name, messages, rejected);
    }
}
