using System.Collections.Immutable;
using System.Data;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Positions.Day;

/// <summary>
/// Profit and loss over a UTC day, worked out anew from the stored positions, steps of holdings and minute candles: what comes late
/// takes its place, and a replay gives the same.
/// </summary>
public sealed class PnlDayStore(
    [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, MarketUpdates updates, TimeProvider time,
    ILogger<PnlDayStore> logger)
    : DayStore<PnlQuestion, PnlPoint>(databases, updates, time, logger)
{
    private const string Commodities = "commodities";

    protected override async Task<ImmutableArray<PnlPoint>> ReadAsync(
        TerminalDbContext database, PnlQuestion question, DayAnswer<PnlPoint>? before, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database
            .BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        var grid = DayGrid.Of(question.Day, Time.GetUtcNow().UtcDateTime);
        return question.Traders is { } traders
            ? await OfTradersAsync(database, grid, traders.Split(','), cancellationToken).ConfigureAwait(false)
            : await OfCommoditiesAsync(database, grid, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ImmutableArray<PnlPoint>> OfCommoditiesAsync(
        TerminalDbContext database, DayGrid grid, CancellationToken cancellationToken)
    {
        var (from, to) = (grid.From, grid.At(Math.Max(grid.Count, 1) - 1));
        var realized = await database.Database.SqlQuery<RealizedRow>(
            $"""
            SELECT commodity AS "Commodity", date_bin({DayGrid.Step}, closed_at, 'epoch') AS "Bucket", sum(realized) AS "Realized"
            FROM commodity_positions WHERE closed_at >= {from} AND closed_at < {to} GROUP BY 1, 2
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        var prices = await PricesAsync(database, grid, Commodities, null, cancellationToken).ConfigureAwait(false);
        // Of the closed ones only those that were open at a moment of the grid. Read row by row: they may be very many.
        var spans = database.Database.SqlQuery<SpanRow>(
            $"""
            SELECT commodity AS "Commodity", position_type AS "PositionType", quantity AS "Quantity", entry_price AS "EntryPrice",
                opened_at AS "OpenedAt", closed_at AS "ClosedAt"
            FROM commodity_positions WHERE status = 'open' AND opened_at < {to}
            UNION ALL
            SELECT commodity, position_type, quantity, entry_price, opened_at, closed_at FROM commodity_positions
            WHERE closed_at >= {from} AND opened_at < LEAST(closed_at, {to})
                AND date_bin({DayGrid.Step}, opened_at, 'epoch') < date_bin({DayGrid.Step}, closed_at, 'epoch')
            """).AsAsyncEnumerable();
        return await PnlDayFold.OfCommoditiesAsync(
            grid,
            realized.Select(row => new RealizedStep(row.Commodity, row.Bucket, row.Realized)),
            spans.Select(row => new PositionSpan(
                row.Commodity, row.PositionType == "long" ? PositionType.Long : PositionType.Short, row.Quantity, row.EntryPrice,
                row.OpenedAt, row.ClosedAt)),
            prices).ConfigureAwait(false);
    }

    private static async Task<ImmutableArray<PnlPoint>> OfTradersAsync(
        TerminalDbContext database, DayGrid grid, string[] traders, CancellationToken cancellationToken)
    {
        var (from, to) = (grid.From, grid.At(Math.Max(grid.Count, 1) - 1));
        var symbols = await database.TraderBook.Where(row => traders.Contains(row.Trader)).Select(row => row.Symbol).Distinct()
            .ToArrayAsync(cancellationToken).ConfigureAwait(false);
        var quotes = await PricesAsync(database, grid, PricedFeeds.Quotes, symbols, cancellationToken).ConfigureAwait(false);
        var trades = await TradesAsync(database, grid, symbols, cancellationToken).ConfigureAwait(false);
        var steps = database.Database.SqlQuery<StepRow>(
            $"""
            SELECT s.trader AS "Trader", s.symbol AS "Symbol", s.bucket AS "Bucket", s.size AS "Size", s.average_price AS "AveragePrice",
                s.pnl AS "Pnl", s.realized AS "Realized", s.event_time AS "EventTime"
            FROM trader_book b CROSS JOIN LATERAL (
                (SELECT * FROM trader_book_5m o WHERE o.trader = b.trader AND o.symbol = b.symbol AND o.bucket < {from}
                    ORDER BY o.bucket DESC LIMIT 1)
                UNION ALL
                SELECT * FROM trader_book_5m o
                WHERE o.trader = b.trader AND o.symbol = b.symbol AND o.bucket >= {from} AND o.bucket < {to}) s
            WHERE b.trader = ANY ({traders}) ORDER BY b.trader, b.symbol, s.bucket
            """).AsAsyncEnumerable();
        return await PnlDayFold.OfTradersAsync(
            grid,
            steps.Select(row => new HoldingStep(row.Trader, row.Symbol, row.Bucket, new TraderHolding(
                row.Size, row.AveragePrice, row.Pnl, row.Realized, row.EventTime, 0, 0))),
            quotes, trades).ConfigureAwait(false);
    }

    /// <summary>Of all venues together; of the time before the day the newest.</summary>
    private static async Task<PriceSteps> PricesAsync(
        TerminalDbContext database, DayGrid grid, string feed, string[]? symbols, CancellationToken cancellationToken)
    {
        var (from, to, all, only) = (grid.From, grid.At(Math.Max(grid.Count, 1) - 1), symbols is null, symbols ?? []);
        var rows = await database.Database.SqlQuery<PriceRow>(
            $"""
            SELECT DISTINCT ON ("Symbol", "Bucket")
                c.symbol AS "Symbol", date_bin({DayGrid.Step}, c.bucket, 'epoch') AS "Bucket", c.close AS "Price"
            FROM latest_prices l CROSS JOIN LATERAL (
                (SELECT * FROM feed_candles_1m o WHERE o.feed = l.feed AND o.symbol = l.symbol AND o.venue = l.venue AND o.bucket < {from}
                    ORDER BY o.bucket DESC LIMIT 1)
                UNION ALL
                SELECT * FROM feed_candles_1m o
                WHERE o.feed = l.feed AND o.symbol = l.symbol AND o.venue = l.venue AND o.bucket >= {from} AND o.bucket < {to}) c
            WHERE l.feed = {feed} AND ({all} OR l.symbol = ANY ({only}))
            ORDER BY "Symbol", "Bucket", c.close_at DESC, c.close_partition DESC, c.close_offset DESC
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PriceSteps(grid, rows.Select(row => (row.Symbol, row.Bucket, row.Price)));
    }

    private static async Task<PriceSteps> TradesAsync(
        TerminalDbContext database, DayGrid grid, string[] symbols, CancellationToken cancellationToken)
    {
        var (from, to) = (grid.From, grid.At(Math.Max(grid.Count, 1) - 1));
        var rows = await database.Database.SqlQuery<PriceRow>(
            $"""
            SELECT DISTINCT ON ("Symbol", "Bucket")
                c.ticker AS "Symbol", date_bin({DayGrid.Step}, c.bucket, 'epoch') AS "Bucket", c.close AS "Price"
            FROM unnest({symbols}) AS t(ticker) CROSS JOIN LATERAL (
                (SELECT * FROM candles_1m o WHERE o.ticker = t.ticker AND o.bucket < {from} ORDER BY o.bucket DESC LIMIT 1)
                UNION ALL
                SELECT * FROM candles_1m o WHERE o.ticker = t.ticker AND o.bucket >= {from} AND o.bucket < {to}) c
            ORDER BY "Symbol", "Bucket", c.bucket DESC
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PriceSteps(grid, rows.Select(row => (row.Symbol, row.Bucket, row.Price)));
    }

    private sealed record RealizedRow(string Commodity, DateTime Bucket, decimal Realized);

    private sealed record SpanRow(
        string Commodity, string PositionType, decimal Quantity, decimal EntryPrice, DateTime OpenedAt, DateTime? ClosedAt);

    private sealed record StepRow(
        string Trader, string Symbol, DateTime Bucket, decimal Size, decimal AveragePrice, decimal Pnl, decimal Realized,
        DateTime EventTime);

    private sealed record PriceRow(string Symbol, DateTime Bucket, decimal Price);
}
