namespace TradeTerminal.Ingest.Quotes;

/// <summary>
/// The feeds that carry prices, in the order that decides which of them a bare symbol means: the first that has it.
/// </summary>
public static class PricedFeeds
{
    public const string Trades = "trades";
    public const string Quotes = "quotes";
    public const string Commodities = "commodities";
    public const string Crypto = "crypto";
    public const string Indices = "indices";

    public static IReadOnlyList<string> All { get; } = [Trades, Quotes, Commodities, Crypto, Indices];

    /// <summary>Those whose candles are in <c>feed_candles_1m</c> and whose newest prices in <c>latest_prices</c>.</summary>
    public static IReadOnlyList<string> Others { get; } = [Quotes, Commodities, Crypto, Indices];

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
}
