using System.Collections.Immutable;
using System.Data;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Deletions;
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
    ILogger<PnlDayStore> logger, SymbolDeletions? deletions = null)
    : DayStore<PnlQuestion, PnlPoint>(databases, updates, time, logger, deletions)
{
    private const string Commodities = "commodities";

    private static readonly TimeSpan FirstPiece = TimeSpan.FromHours(6);
    private static readonly TimeSpan Piece = TimeSpan.FromHours(1);

    protected override async Task<ImmutableArray<PnlPoint>> ReadAsync(
        TerminalDbContext database, PnlQuestion question, DayBefore<PnlPoint>? before, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database
            .BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        var grid = DayGrid.Of(question.Day, Time.GetUtcNow().UtcDateTime);
        return question.Traders is { } traders
            ? await OfTradersAsync(database, grid, traders.Split(','), before, cancellationToken).ConfigureAwait(false)
            : await OfCommoditiesAsync(database, grid, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ImmutableArray<PnlPoint>> OfCommoditiesAsync(
        TerminalDbContext database, DayGrid grid, CancellationToken cancellationToken)
    {
        var (from, to) = (grid.From, grid.To);
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

    /// <summary>
    /// Of many traders and symbols a day is a million steps: it is read in pieces, and the next time what is over is kept.
    /// </summary>
    private static async Task<ImmutableArray<PnlPoint>> OfTradersAsync(
        TerminalDbContext database, DayGrid grid, string[] traders, DayBefore<PnlPoint>? before, CancellationToken cancellationToken)
    {
        var pairs = (await database.TraderBook.Where(row => traders.Contains(row.Trader)).Select(row => new { row.Trader, row.Symbol })
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ConvertAll(row => (row.Trader, row.Symbol));
        IReadOnlyList<DayGrid> pieces = before is null ? grid.Pieces(FirstPiece) : [.. before.Stale(grid.Pieces(Piece), piece => piece.To)];
        var points = before?.Rows.Where(point => !pieces.Any(piece => IsOf(piece, point.At))).ToList() ?? [];
        foreach (var piece in pieces)
        {
            var read = await PieceAsync(database, piece, pairs, cancellationToken).ConfigureAwait(false);
            points.AddRange(read.Where(point => IsOf(piece, point.At)));
        }

        return [.. points.OrderBy(point => point.Name, StringComparer.Ordinal).ThenBy(point => point.At)];

        // The first moment is the piece's before.
        bool IsOf(DayGrid piece, DateTime at) => at <= piece.To && (at > piece.From || (at == grid.From && piece.From == at));
    }

    private static async Task<ImmutableArray<PnlPoint>> PieceAsync(
        TerminalDbContext database, DayGrid grid, List<(string Trader, string Symbol)> pairs, CancellationToken cancellationToken)
    {
        string[] symbols = [.. pairs.Select(pair => pair.Symbol).Distinct()];
        var quotes = await PricesAsync(database, grid, PricedFeeds.Quotes, symbols, cancellationToken).ConfigureAwait(false);
        var trades = await TradesAsync(database, grid, [.. symbols.Where(quotes.Lacks)], cancellationToken).ConfigureAwait(false);
        return await PnlDayFold.OfTradersAsync(grid, pairs, StepsAsync(database, grid, pairs, cancellationToken), quotes, trades)
            .ConfigureAwait(false);
    }

    /// <summary>Without the names, and not by the model: there may be a million.</summary>
    private static async IAsyncEnumerable<HoldingStep> StepsAsync(
        TerminalDbContext database, DayGrid grid, List<(string Trader, string Symbol)> pairs,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT (p.at - 1)::int, s.bucket, s.size, s.average_price, s.pnl, s.event_time
            FROM unnest($1, $2) WITH ORDINALITY AS p(trader, symbol, at) CROSS JOIN LATERAL (
                (SELECT * FROM trader_book_5m o WHERE o.trader = p.trader AND o.symbol = p.symbol AND o.bucket < $3
                    ORDER BY o.trader DESC, o.symbol DESC, o.bucket DESC LIMIT 1)
                UNION ALL
                SELECT * FROM trader_book_5m o WHERE o.trader = p.trader AND o.symbol = p.symbol AND o.bucket >= $3 AND o.bucket < $4) s
            ORDER BY p.at, s.bucket
            """, (NpgsqlConnection)database.Database.GetDbConnection())
        {
            Parameters =
            {
                new() { Value = pairs.Select(pair => pair.Trader).ToArray() }, new() { Value = pairs.Select(pair => pair.Symbol).ToArray() },
                new() { Value = grid.From }, new() { Value = grid.To },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return new HoldingStep(reader.GetInt32(0), reader.GetDateTime(1), new TraderHolding(
                reader.GetDecimal(2), reader.GetDecimal(3), reader.GetDecimal(4), null, reader.GetDateTime(5), 0, 0));
        }
    }

    /// <summary>
    /// Of all venues together; of the time before the day the newest. Of each five minutes the last candle alone is sorted, and the whole
    /// key is in the order, so that the one before is looked up by it.
    /// </summary>
    private static async Task<PriceSteps> PricesAsync(
        TerminalDbContext database, DayGrid grid, string feed, string[]? symbols, CancellationToken cancellationToken)
    {
        var (from, to, all, only) = (grid.From, grid.To, symbols is null, symbols ?? []);
        var rows = await database.Database.SqlQuery<PriceRow>(
            $"""
            SELECT DISTINCT ON ("Symbol", "Bucket") l.symbol AS "Symbol", c.step AS "Bucket", c.close AS "Price"
            FROM latest_prices l CROSS JOIN LATERAL (
                (SELECT date_bin({DayGrid.Step}, o.bucket, 'epoch') AS step, o.close, o.close_at, o.close_partition, o.close_offset
                    FROM feed_candles_1m o WHERE o.feed = l.feed AND o.symbol = l.symbol AND o.venue = l.venue AND o.bucket < {from}
                    ORDER BY o.feed DESC, o.symbol DESC, o.venue DESC, o.bucket DESC LIMIT 1)
                UNION ALL
                SELECT w.step, w.close, w.close_at, w.close_partition, w.close_offset FROM (
                    SELECT o.*, date_bin({DayGrid.Step}, o.bucket, 'epoch') AS step,
                        date_bin({DayGrid.Step}, lead(o.bucket) OVER (ORDER BY o.bucket), 'epoch') AS next
                    FROM feed_candles_1m o
                    WHERE o.feed = l.feed AND o.symbol = l.symbol AND o.venue = l.venue AND o.bucket >= {from} AND o.bucket < {to}) w
                WHERE w.next IS DISTINCT FROM w.step) c
            WHERE l.feed = {feed} AND ({all} OR l.symbol = ANY ({only}))
            ORDER BY "Symbol", "Bucket", c.close_at DESC, c.close_partition DESC, c.close_offset DESC
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PriceSteps(grid, rows.Select(row => (row.Symbol, row.Bucket, row.Price)));
    }

    private static async Task<PriceSteps> TradesAsync(
        TerminalDbContext database, DayGrid grid, string[] symbols, CancellationToken cancellationToken)
    {
        var (from, to) = (grid.From, grid.To);
        var rows = await database.Database.SqlQuery<PriceRow>(
            $"""
            SELECT t.ticker AS "Symbol", c.step AS "Bucket", c.close AS "Price"
            FROM unnest({symbols}) AS t(ticker) CROSS JOIN LATERAL (
                (SELECT date_bin({DayGrid.Step}, o.bucket, 'epoch') AS step, o.close FROM candles_1m o
                    WHERE o.ticker = t.ticker AND o.bucket < {from} ORDER BY o.ticker DESC, o.bucket DESC LIMIT 1)
                UNION ALL
                SELECT w.step, w.close FROM (
                    SELECT date_bin({DayGrid.Step}, o.bucket, 'epoch') AS step, o.close,
                        date_bin({DayGrid.Step}, lead(o.bucket) OVER (ORDER BY o.bucket), 'epoch') AS next
                    FROM candles_1m o WHERE o.ticker = t.ticker AND o.bucket >= {from} AND o.bucket < {to}) w
                WHERE w.next IS DISTINCT FROM w.step) c
            ORDER BY "Symbol", "Bucket"
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new PriceSteps(grid, rows.Select(row => (row.Symbol, row.Bucket, row.Price)));
    }

    private sealed record RealizedRow(string Commodity, DateTime Bucket, decimal Realized);

    private sealed record SpanRow(
        string Commodity, string PositionType, decimal Quantity, decimal EntryPrice, DateTime OpenedAt, DateTime? ClosedAt);

    private sealed record PriceRow(string Symbol, DateTime Bucket, decimal Price);
}
