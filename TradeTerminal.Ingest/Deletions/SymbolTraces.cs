using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Ingest.Deletions;

/// <summary>
/// Where a feed leaves something of a symbol, as SQL with the symbol as <c>$1</c> and the feed as <c>$2</c>. Names are ours, never input.
/// </summary>
internal sealed class SymbolTraces(Feed feed)
{
    /// <summary>As an array, which is looked up one after the other in the index of whatever has traders.</summary>
    private const string Traders = "ARRAY(SELECT trader FROM trader_book WHERE symbol = $1)";

    public string Table => feed.Table.Name;

    public string Time => feed.Table.TimeColumn;

    public string Is => $"{feed.Prices?.Symbol ?? "symbol"} = $1";

    public string? Venue => feed.Prices?.Venue;

    public bool IsPriced => feed.Prices is not null;

    /// <summary>Which events have a candle.</summary>
    public string InCandles => feed.Prices?.Where is { } where ? $"{Is} AND {where}" : Is;

    /// <summary>The events that have none; null where all have one.</summary>
    public string? Others => !IsPriced ? Is : feed.Prices!.Where is { } where ? $"{Is} AND NOT ({where})" : null;

    /// <summary>Reports are indexed by trader: only those of traders who have reported the symbol are read.</summary>
    public bool IsByTrader => feed.Name == "positions";

    /// <summary>In the order in which the feed's writer locks them.</summary>
    public string Candles => feed.Name == PricedFeeds.Trades
        ? "SELECT '' AS venue, bucket, trade_count AS events FROM candles_1m WHERE ticker = $1 ORDER BY bucket"
        : "SELECT venue, bucket, tick_count AS events FROM feed_candles_1m WHERE symbol = $1 AND feed = $2 ORDER BY venue, bucket";

    public string DeleteCandle => feed.Name == PricedFeeds.Trades
        ? "DELETE FROM candles_1m WHERE ticker = $1 AND bucket = $4"
        : "DELETE FROM feed_candles_1m WHERE symbol = $1 AND feed = $2 AND venue = $3 AND bucket = $4";

    public static string AskTraders => "SELECT trader FROM trader_book WHERE symbol = $1 ORDER BY trader";

    public string CountEvents
    {
        get
        {
            var other = IsByTrader ? $"trader = ANY({Traders}) AND {Is}" : Others;
            var others = other is null ? "0" : $"(SELECT count(*) FROM {Table} WHERE {other})";
            return IsPriced ? $"(SELECT coalesce(sum(events), 0)::bigint FROM ({Candles}) c) + {others}" : others;
        }
    }

    public string CountCandles => IsPriced ? $"(SELECT count(*) FROM ({Candles}) c)" : "0::bigint";

    public string CountPositions => feed.Name switch
    {
        "positions" => "(SELECT count(*) FROM trader_book WHERE symbol = $1)",
        "commodities" => "(SELECT count(*) FROM commodity_positions WHERE commodity = $1)",
        _ => "0::bigint",
    };

    public string CountAlerts => $"(SELECT count(*) FROM alerts WHERE {AlertsOf})";

    public static string CountLevels => "(SELECT count(*) FROM levels WHERE feed = $2 AND symbol = $1)";

    /// <summary>Of what is kept beside the events, what may be much: it goes bit by bit, and what comes meanwhile with the rest.</summary>
    public IEnumerable<(string Table, string Where, Func<long, SymbolStock> Counts)> Much()
    {
        yield return ("alerts", AlertsOf, static rows => SymbolStock.None with { Alerts = rows });
        switch (feed.Name)
        {
            case "positions":
                // The key begins with the trader.
                yield return ("trader_book_5m", $"trader = ANY({Traders}) AND symbol = $1", static _ => SymbolStock.None);
                break;
            case "commodities":
                yield return ("commodity_positions", "commodity = $1", static rows => SymbolStock.None with { Positions = rows });
                break;
        }
    }

    /// <summary>
    /// What the feeds look up by symbol, and what is of people, in this order: who has reported the symbol is asked to the end.
    /// </summary>
    public IEnumerable<(string Sql, Func<long, SymbolStock> Counts)> Rest()
    {
        yield return ("DELETE FROM latest_prices WHERE feed = $2 AND symbol = $1", static _ => SymbolStock.None);
        foreach (var (table, where, counts) in Much())
        {
            yield return ($"DELETE FROM {table} WHERE {where}", counts);
        }

        foreach (var sql in RuleStates())
        {
            yield return (sql, static _ => SymbolStock.None);
        }

        yield return ("DELETE FROM levels WHERE feed = $2 AND symbol = $1", static rows => SymbolStock.None with { Levels = rows });
        switch (feed.Name)
        {
            case "positions":
                yield return ("DELETE FROM trader_book WHERE symbol = $1", static rows => SymbolStock.None with { Positions = rows });
                break;
            case "commodities":
                yield return ("DELETE FROM commodity_days WHERE commodity = $1", static _ => SymbolStock.None);
                break;
        }

        // Of what is snoozed nothing can come back when no feed has any more of it.
        yield return (
            "DELETE FROM alert_snoozes WHERE symbol = $1 AND NOT EXISTS (SELECT FROM alerts WHERE symbol = $1)",
            static _ => SymbolStock.None);
    }

    /// <summary>
    /// Alerts of the positions are about traders: those that name the symbol, and all of a trader of whom nothing is left without it.
    /// </summary>
    private string AlertsOf => IsByTrader
        ? $"feed = $2 AND symbol = ANY({Traders}) AND (inputs ->> 'instrument' = $1 OR {NothingLeft("alerts.symbol")})"
        : "feed = $2 AND symbol = $1";

    private IEnumerable<string> RuleStates()
    {
        if (!IsByTrader)
        {
            yield return "DELETE FROM rule_states WHERE feed = $2 AND key = $1";
            yield break;
        }

        yield return $"DELETE FROM rule_states WHERE feed = $2 AND key = ANY({Traders}) AND {NothingLeft("rule_states.key")}";
        // As TraderState writes it: the third item has a list for each position, which its symbol begins.
        yield return
            $"""
            UPDATE rule_states SET state = jsonb_set(state, '{"{2}"}', (
                SELECT coalesce(jsonb_agg(held ORDER BY place), '[]')
                FROM jsonb_array_elements(state -> 2) WITH ORDINALITY AS p(held, place)
                WHERE held ->> 0 <> $1))
            WHERE feed = $2 AND key = ANY({Traders})
            """;
    }

    private static string NothingLeft(string trader) =>
        $"NOT EXISTS (SELECT FROM trader_book b WHERE b.trader = {trader} AND b.symbol <> $1)";
}
