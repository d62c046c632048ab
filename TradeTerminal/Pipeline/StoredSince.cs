using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Settings;

namespace TradeTerminal.Pipeline;

/// <summary>
/// Since when a feed's counts are: they begin anew where its topic is another one of the same name, or the brokers are others.
/// </summary>
internal static class StoredSince
{
    /// <summary><c>Stored since 09:46 UTC</c>, on another day <c>Stored since 2026-11-29</c>; <c>Stored</c> before it is known.</summary>
    public static string Words(FeedStatus feed, ViewerClock clock, DateTime utcNow) => Of(feed) is not { } since ? "Stored"
        : clock.Day(since) == clock.Day(utcNow) ? $"Stored since {clock.Minutes(since)}" : $"Stored since {clock.Day(since)}";

    public static DateTime? Of(FeedStatus feed) =>
        feed.Partitions.Select(partition => partition.Position.BeganAt).Where(began => began != default).Select(began => (DateTime?)began).Min();
}
