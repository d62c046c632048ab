using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Positions.Data;

/// <summary>Traders with the sums of all they hold, added up in the database: their positions are without number.</summary>
internal static class TraderSums
{
    /// <summary>
    /// As <c>Pnl</c> has it: |size × average| and (mark − average) × size, in cents, halves away from zero; a flat
    /// position has made nothing. A day counts on the day itself and no longer. The graver the state the earlier, then the more of a limit
    /// is used up.
    /// </summary>
    private const string Query =
        """
        SELECT trader AS "Trader", reported_at AS "ReportedAt", held AS "HeldCount", open AS "OpenCount", unmarked AS "UnmarkedCount", fit_decimal(value) AS "Value",
            fit_decimal(most) AS "MostValue", fit_decimal(unrealized) AS "Unrealized", fit_decimal(realized) AS "Realized", fit_decimal(reported) AS "ReportedPnl",
            count(*) OVER () AS "AllCount", count(*) FILTER (WHERE state = 2) OVER () AS "AllOverCount",
            (sum(held) OVER ())::bigint AS "AllHeldCount", (sum(open) OVER ())::bigint AS "AllOpenCount",
            (sum(unmarked) OVER ())::bigint AS "AllUnmarkedCount", (sum(unquoted) OVER ())::bigint AS "AllUnquotedCount",
            fit_decimal(sum(value) OVER ()) AS "AllValue", fit_decimal(sum(unrealized) OVER ()) AS "AllUnrealized",
            fit_decimal(sum(realized) FILTER (WHERE newest = {6}) OVER ()) AS "AllRealized",
            fit_decimal(COALESCE(sum(reported) FILTER (WHERE newest = {6}) OVER (), 0.00)) AS "AllReportedPnl"
        FROM (
            SELECT *, CASE WHEN most > {3} OR (reported < -{4} AND newest = {6}) THEN 2 WHEN most > {5} THEN 1 ELSE 0 END AS state
            FROM (
                SELECT trader, max(newest) AS newest, max(event_time) AS reported_at, count(*) AS held, count(*) FILTER (WHERE size <> 0) AS open,
                    count(*) FILTER (WHERE unrealized IS NULL) AS unmarked, count(*) FILTER (WHERE size <> 0 AND is_unquoted) AS unquoted,
                    sum(value) AS value, max(value) AS most, COALESCE(sum(unrealized), 0.00) AS unrealized,
                    sum(realized) FILTER (WHERE day = newest) AS realized, COALESCE(sum(pnl) FILTER (WHERE day = newest), 0.00) AS reported
                FROM (
                    SELECT b.trader, b.event_time, b.size, b.pnl, b.realized, d.day, max(d.day) OVER (PARTITION BY b.trader) AS newest,
                        round(abs(b.size * b.average_price), 2) AS value, q.price IS NULL AS is_unquoted,
                        CASE WHEN b.size = 0 THEN 0.00 ELSE round((COALESCE(q.price, t.price) - b.average_price) * b.size, 2) END AS unrealized
                    FROM trader_book b CROSS JOIN LATERAL (SELECT (b.event_time AT TIME ZONE 'UTC')::date AS day) d
                        LEFT JOIN
        """ + PositionRows.NewestQuotes + """
         q ON q.symbol = b.symbol LEFT JOIN unnest({0}, {1}) AS t(symbol, price) ON t.symbol = b.symbol
                    WHERE {7} OR b.trader = ANY ({8})) positions
                GROUP BY trader) sums) states
        ORDER BY state DESC, GREATEST(most / {3}, CASE WHEN newest = {6} THEN -reported / {4} ELSE 0 END) DESC, trader COLLATE "C" LIMIT {2}
        """;

    /// <summary>At most <paramref name="most"/> traders, the worst first, and the totals of all, or of <paramref name="only"/> these.</summary>
    public static async Task<(ImmutableArray<TraderPnl> Traders, TraderTotals Totals)> ReadAsync(
        TerminalDbContext database, MarketSnapshot market, PositionLimits limits, DateOnly today, int most,
        string[]? only, CancellationToken cancellationToken)
    {
        var rows = await database.Database.SqlQueryRaw<SumRow>(
            Query, market.Tickers.Select(ticker => ticker.Symbol).ToArray(),
            market.Tickers.Select(ticker => ticker.Last.Price).ToArray(), most,
            limits.Exceeded, limits.DailyLoss, limits.Warning, today, only is null, only ?? []).ToListAsync(cancellationToken).ConfigureAwait(false);
        return ([.. rows.Select(row => row.ToTrader())], rows.Count == 0 ? TraderTotals.None : rows[0].ToTotals());
    }

    private sealed record SumRow(
        string Trader, DateTime ReportedAt, long HeldCount, long OpenCount,
        long UnmarkedCount, decimal Value, decimal MostValue, decimal Unrealized,
        decimal? Realized, decimal ReportedPnl, long AllCount,
        long AllOverCount, long AllHeldCount, long AllOpenCount, long AllUnmarkedCount,
        long AllUnquotedCount, decimal AllValue, decimal AllUnrealized, decimal? AllRealized, decimal AllReportedPnl)
    {
        public TraderPnl ToTrader() => new(
            Trader, ReportedAt, HeldCount, OpenCount, UnmarkedCount, Value, MostValue, Unrealized, Realized, ReportedPnl);

        public TraderTotals ToTotals() => new(
            AllCount, AllOverCount, AllHeldCount, AllOpenCount, AllUnmarkedCount, AllUnquotedCount, AllValue, AllUnrealized, AllRealized,
            AllReportedPnl);
    }
}
