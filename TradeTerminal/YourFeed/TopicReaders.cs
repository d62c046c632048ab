using Microsoft.Extensions.Options;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Mapping.Preview;

namespace TradeTerminal.YourFeed;

/// <summary>Which feed a topic belongs to by the settings: two must not have the same one.</summary>
internal static class TopicReaders
{
    /// <summary>The same, saying so where another feed has the topic.</summary>
    public static FeedPreview Told(this FeedPreview preview, IOptionsMonitor<FeedOptions> settings) =>
        FeedCatalog.All.FirstOrDefault(feed => feed != preview.Feed
            && settings.Get(feed.Section).Topic == preview.Sample.Topic) is { } other
            ? preview with
            {
                Notes = [$"It is the topic of feed {other.Name}: a topic is one feed's, so set Feeds:{other.Section}:Topic to another before you paste.", .. preview.Notes],
            }
            : preview;
}
