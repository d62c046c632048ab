using TradeTerminal.Ingest.Quotes;

namespace TradeTerminal.Components;

/// <summary>What feeds with prices are called on the screens.</summary>
internal static class FeedTitle
{
    public static string Of(string feed) => feed switch
    {
        PricedFeeds.Trades => "Trades",
        PricedFeeds.Quotes => "Quotes",
        PricedFeeds.Commodities => "Commodities",
        PricedFeeds.Crypto => "Crypto",
        PricedFeeds.Indices => "Indices",
        _ => feed,
    };
}
