using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.OrderBook;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest;

/// <summary>Every feed the terminal reads. A new one is a folder and a line here; see docs/adding-a-feed.md.</summary>
public static class FeedCatalog
{
    public static IReadOnlyList<Feed> All { get; } =
    [
        new TradesFeed(),
        new QuotesFeed(),
        new OrderBookFeed(),
        new PositionsFeed(),
        new CommoditiesFeed(),
        new CryptoFeed(),
        new IndicesFeed(),
    ];

    /// <summary>The topic a feed is read from, after the settings.</summary>
    public static string TopicOf(this IServiceProvider services, Feed feed) => services.SettingsOf(feed).Topic;

    public static FeedOptions SettingsOf(this IServiceProvider services, Feed feed) =>
        services.GetRequiredService<IOptionsMonitor<FeedOptions>>().Get(feed.Section);
}
