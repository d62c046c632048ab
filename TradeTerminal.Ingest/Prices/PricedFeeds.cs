using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Prices;

/// <summary>
/// The feeds that carry prices, in the order of the catalog, which decides which of them a bare symbol means: the
/// first that has it.
/// </summary>
public static class PricedFeeds
{
    public const string Trades = "trades";
    public const string Quotes = "quotes";
    public const string Commodities = "commodities";
    public const string Crypto = "crypto";
    public const string Indices = "indices";

    private static readonly Feed[] Priced = [.. FeedCatalog.All.Where(feed => feed.Prices is not null)];
    private static readonly Feed[] OtherThanTrades = [.. Priced.Where(feed => feed.Name != Trades)];

    public static IReadOnlyList<string> All { get; } = [.. Priced.Select(feed => feed.Name)];

    /// <summary>Those whose candles are in <c>feed_candles_1m</c> and whose newest prices in <c>latest_prices</c>.</summary>
    public static IReadOnlyList<string> Others { get; } = [.. OtherThanTrades.Select(feed => feed.Name)];

    /// <summary>Those whose prices are of a venue.</summary>
    public static IReadOnlyList<string> WithVenues { get; } = [.. Priced.Where(feed => feed.Prices!.Venue is not null).Select(feed => feed.Name)];

    /// <summary>Where a feed stands in <see cref="All"/>; unknown ones come last.</summary>
    public static int RankOf(string feed)
    {
        for (var rank = 0; rank < All.Count; rank++)
        {
            if (All[rank] == feed)
            {
                return rank;
            }
        }

        return All.Count;
    }

    /// <summary>Prices of one of the <see cref="Others"/>; none where the batch is of another feed.</summary>
    internal static IEnumerable<PricePoint> PricesIn(CommittedBatch batch) =>
        Array.Find(OtherThanTrades, feed => feed.Name == batch.FeedName)?.PricesIn(batch) ?? [];
}
