using TradeTerminal.Ingest;

namespace TradeTerminal.Tests.Support.Writing;

/// <summary>
/// Most tests are about trades: the workers of the other feeds would only take time from them.
/// </summary>
internal static class OtherFeeds
{
    /// <summary>The settings that turn them off, but for those named.</summary>
    internal static IEnumerable<(string Key, string Value)> Off(params string[] butFor) => FeedCatalog.All
        .Where(feed => feed.Name != "trades" && !butFor.Contains(feed.Name))
        .Select(feed => ($"Feeds:{feed.Section}:Enabled", "false"));
}
