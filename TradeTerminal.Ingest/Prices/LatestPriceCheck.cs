namespace TradeTerminal.Ingest.Prices;

/// <summary>Finds newest prices that are not those of the feed's newest rows.</summary>
internal static class LatestPriceCheck
{
    /// <summary>See <see cref="Feeds.Feed.Derived"/>. While a symbol is being deleted its rows go first.</summary>
    public static string Sql(string feed) =>
        $"""
        SELECT coalesce(n.event_time, l.event_time) AS at, 'the newest price of ' || coalesce(n.symbol, l.symbol)
            || CASE coalesce(n.venue, l.venue) WHEN '' THEN '' ELSE ' at ' || coalesce(n.venue, l.venue) END
            || CASE WHEN l.symbol IS NULL THEN ' is not kept' WHEN n.symbol IS NULL THEN ' has no row' ELSE ' is not that of its newest row' END AS words
        FROM (
            SELECT DISTINCT ON (symbol, venue) symbol, venue, price, event_time, source_partition, source_offset
            FROM prices WHERE feed = '{feed}' AND event_time >= $1
            ORDER BY symbol, venue, event_time DESC, source_partition DESC, source_offset DESC) n
        FULL JOIN (SELECT * FROM latest_prices WHERE feed = '{feed}' AND event_time >= $1) l USING (symbol, venue)
        WHERE (n.price, n.event_time, n.source_partition, n.source_offset)
                IS DISTINCT FROM (l.price, l.event_time, l.source_partition, l.source_offset)
            AND NOT EXISTS (SELECT FROM deletions d WHERE d.feed = '{feed}' AND d.symbol = coalesce(n.symbol, l.symbol) AND d.ended_at IS NULL)
        """;
}
