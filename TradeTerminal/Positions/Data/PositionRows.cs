using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Positions.Data;

/// <summary>
/// Positions one by one, with their marks. A trader's is marked at the newest quote of any venue, and at the last trade
/// where the symbol is not quoted.
/// </summary>
internal static class PositionRows
{
    /// <summary>Symbol, price and event time, one row a symbol.</summary>
    public const string NewestQuotes =
        """
        (SELECT DISTINCT ON (symbol) symbol, price, event_time FROM latest_prices WHERE feed = 'quotes'
            ORDER BY symbol, event_time DESC, source_partition DESC, source_offset DESC)
        """;

    /// <summary>Of a trader who holds both sides one report follows the other; one who has turned reports one side from then on.</summary>
    private static readonly TimeSpan OpposedFor = TimeSpan.FromMinutes(1);

    private const string Held =
        """
        SELECT b.trader AS "Trader", b.symbol AS "Symbol", b.size AS "Size", b.average_price AS "AveragePrice", b.pnl AS "Pnl",
            b.realized AS "Realized", b.event_time AS "ReportedAt", b.opposed_at AS "OpposedAt", q.price AS "Mark", q.event_time AS "MarkTime" FROM

        """;

    private const string ByTrader = " ORDER BY b.trader COLLATE \"C\", b.symbol COLLATE \"C\"";

    private const string HeldByTraders = Held +
        """
        unnest({0}) AS w(trader) CROSS JOIN LATERAL (
            SELECT * FROM trader_book o WHERE o.trader = w.trader
            ORDER BY abs(o.size * o.average_price) DESC, o.symbol COLLATE "C" LIMIT {1}) b LEFT JOIN
        """ + NewestQuotes + " q ON q.symbol = b.symbol" + ByTrader;

    private const string HeldOpen = Held + "trader_book b LEFT JOIN " + NewestQuotes +
        " q ON q.symbol = b.symbol WHERE b.size <> 0 AND ({0} OR b.symbol = ANY({1}))";

    /// <summary>Of the commodity book, newest opening first; only those of the symbols, in capitals, unless null.</summary>
    public static async Task<ImmutableArray<OpenPosition>> OpenAsync(
        TerminalDbContext database, string[]? symbols, int limit, CancellationToken cancellationToken)
    {
        var (isAll, only) = (symbols is null, symbols ?? []);
        var rows = await database.Database.SqlQuery<OpenRow>(
            $"""
            SELECT trade_id AS "TradeId", commodity AS "Commodity", position_type AS "PositionType", quantity AS "Quantity",
                entry_price AS "EntryPrice", opened_at AS "OpenedAt", mark AS "Mark", mark_time AS "MarkTime"
            FROM open_positions WHERE {isAll} OR upper(commodity) = ANY({only}) ORDER BY opened_at DESC, trade_id LIMIT {limit}
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new OpenPosition(
            row.TradeId, row.Commodity, row.PositionType == "long" ? PositionType.Long : PositionType.Short, row.Quantity,
            row.EntryPrice, row.OpenedAt, MarkOf(row.Mark, row.MarkTime, MarkSource.Commodities)))];
    }

    /// <summary>What these traders hold, flat ones too, by trader and symbol; the largest <paramref name="most"/> of each.</summary>
    public static Task<List<TraderHeld>> OfTradersAsync(
        TerminalDbContext database, MarketSnapshot market, string[] traders, int most, CancellationToken cancellationToken) =>
        ReadAsync(database.Database.SqlQueryRaw<HeldRow>(HeldByTraders, traders, most), market, cancellationToken);

    /// <summary>What all traders hold that is not flat, by trader and symbol; only of the symbols unless null.</summary>
    public static Task<List<TraderHeld>> HeldAsync(
        TerminalDbContext database, MarketSnapshot market, string[]? symbols, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            database.Database.SqlQueryRaw<HeldRow>(HeldOpen + ByTrader + " LIMIT {2}", symbols is null, symbols ?? [], limit), market,
            cancellationToken);

    /// <summary>What all traders hold of the symbols that is not flat, the largest first.</summary>
    public static Task<List<TraderHeld>> LargestAsync(
        TerminalDbContext database, MarketSnapshot market, string[] symbols, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            database.Database.SqlQueryRaw<HeldRow>(
                HeldOpen + " ORDER BY abs(b.size * b.average_price) DESC, b.trader COLLATE \"C\", b.symbol COLLATE \"C\" LIMIT {2}", false, symbols, limit),
            market, cancellationToken);

    public static Mark? MarkOf(decimal? price, DateTime? at, MarkSource source) =>
        price is { } known ? new Mark(known, at!.Value, source) : null;

    private static async Task<List<TraderHeld>> ReadAsync(
        IQueryable<HeldRow> query, MarketSnapshot market, CancellationToken cancellationToken)
    {
        var rows = await query.ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(row => new TraderHeld(
            row.Trader, row.Symbol, row.Size, row.AveragePrice, row.Pnl, row.Realized, row.ReportedAt,
            MarkOf(row.Mark, row.MarkTime, MarkSource.Quotes) ?? LastTrade(market, row.Symbol))
        {
            IsOpposed = row.OpposedAt > row.ReportedAt - OpposedFor,
        });
    }

    private static Mark? LastTrade(MarketSnapshot market, string symbol) =>
        market.Find(symbol) is { } ticker ? new Mark(ticker.Last.Price, ticker.Last.ExecutedAt, MarkSource.Trades) : null;

    private sealed record OpenRow(
        string TradeId, string Commodity, string PositionType, decimal Quantity,
        decimal EntryPrice, DateTime OpenedAt, decimal? Mark, DateTime? MarkTime);

    private sealed record HeldRow(
        string Trader, string Symbol, decimal Size, decimal AveragePrice,
        decimal Pnl, decimal? Realized, DateTime ReportedAt, DateTime? OpposedAt, decimal? Mark, DateTime? MarkTime);
}
