using System.Collections.Immutable;
using System.Data;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Positions;

/// <summary>
/// Positions as they stand, read at one instant so that rows, counts and sums fit together. Traders' positions
/// are marked at the newest quote of any venue, and at the last trade where the symbol is not quoted.
/// </summary>
public sealed class PositionsBoard(
    ChangeFeed changes, IDbContextFactory<TerminalDbContext> databases, DatabaseStartup startup, MarketUpdates updates,
    RuleBook rules, TimeProvider time, ILogger<PositionsBoard> logger)
    : Board<PositionsSnapshot>(changes, databases, startup, updates, time, logger)
{
    /// <summary>Bound on the positions held as rows; counts and sums are of all.</summary>
    public const int MostOpen = 10_000;

    /// <summary>Bound on what traders hold, in rows.</summary>
    public const int MostHeld = 20_000;

    private readonly MarketUpdates _market = updates;
    private readonly TimeProvider _time = time;

    protected override PositionsSnapshot Empty => PositionsSnapshot.Empty;

    protected override bool Concerns(CommittedBatch batch) =>
        batch is CommittedBatch<CommodityEvent> or CommittedBatch<TraderPosition>
        || (batch is CommittedBatch<Quote> && !Current.Traders.IsEmpty)
        || (batch is CommittedBatch<Trade> && Current.Traders.Any(trader => trader.Held.Any(held => !held.IsFlat && held.Mark?.Source != MarkSource.Quotes)));

    /// <summary>The limits are those of a rule, which may be saved here or at another terminal.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        rules.Changed += Invalidate;
        try
        {
            await base.ExecuteAsync(stoppingToken).ConfigureAwait(false);
        }
        finally
        {
            rules.Changed -= Invalidate;
        }
    }

    protected override async Task<PositionsSnapshot> ReadAsync(TerminalDbContext database, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database
            .BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        var day = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        return new PositionsSnapshot(
            await OpenAsync(database, cancellationToken).ConfigureAwait(false),
            await CommoditiesAsync(database, day, cancellationToken).ConfigureAwait(false),
            await TradersAsync(database, cancellationToken).ConfigureAwait(false),
            day,
            PositionLimits.Of((await rules.ReadAsync(cancellationToken).ConfigureAwait(false)).Risk));
    }

    private static async Task<ImmutableArray<OpenPosition>> OpenAsync(TerminalDbContext database, CancellationToken cancellationToken)
    {
        var rows = await database.Database.SqlQuery<OpenRow>(
            $"""
            SELECT trade_id AS "TradeId", commodity AS "Commodity", position_type AS "PositionType", quantity AS "Quantity",
                entry_price AS "EntryPrice", opened_at AS "OpenedAt", mark AS "Mark", mark_time AS "MarkTime"
            FROM open_positions ORDER BY opened_at DESC, trade_id LIMIT {MostOpen}
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new OpenPosition(
            row.TradeId, row.Commodity, row.PositionType == "long" ? PositionType.Long : PositionType.Short, row.Quantity,
            row.EntryPrice, row.OpenedAt, MarkOf(row.Mark, row.MarkTime, MarkSource.Commodities)))];
    }

    private static async Task<ImmutableArray<CommodityPnl>> CommoditiesAsync(
        TerminalDbContext database, DateOnly day, CancellationToken cancellationToken)
    {
        var rows = await database.Database.SqlQuery<CommodityRow>(
            $"""
            SELECT commodity AS "Commodity", open_count AS "OpenCount", closed_count AS "ClosedCount", realized AS "Realized",
                COALESCE((SELECT d.realized FROM commodity_days d WHERE d.commodity = c.commodity AND d.day = {day}), 0.00) AS "RealizedToday",
                unrealized AS "Unrealized", mark AS "Mark", mark_time AS "MarkTime"
            FROM pnl_by_commodity c ORDER BY commodity COLLATE "C"
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new CommodityPnl(
            row.Commodity, row.OpenCount, row.ClosedCount, row.Realized, row.RealizedToday, row.Unrealized,
            MarkOf(row.Mark, row.MarkTime, MarkSource.Commodities)))];
    }

    private async Task<ImmutableArray<TraderPnl>> TradersAsync(TerminalDbContext database, CancellationToken cancellationToken)
    {
        var rows = await database.Database.SqlQuery<HeldRow>(
            $"""
            SELECT b.trader AS "Trader", b.symbol AS "Symbol", b.size AS "Size", b.average_price AS "AveragePrice", b.pnl AS "Pnl",
                b.realized AS "Realized", b.event_time AS "ReportedAt", q.price AS "Mark", q.event_time AS "MarkTime"
            FROM trader_book b LEFT JOIN (
                SELECT DISTINCT ON (symbol) symbol, price, event_time FROM latest_prices WHERE feed = 'quotes'
                ORDER BY symbol, event_time DESC, source_partition DESC, source_offset DESC) q ON q.symbol = b.symbol
            ORDER BY b.trader COLLATE "C", b.symbol COLLATE "C" LIMIT {MostHeld}
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        var market = _market.Current;
        return [.. rows.GroupBy(row => row.Trader).Select(trader => new TraderPnl(trader.Key, [.. trader.Select(row => new TraderHeld(
            row.Trader, row.Symbol, row.Size, row.AveragePrice, row.Pnl, row.Realized, row.ReportedAt,
            MarkOf(row.Mark, row.MarkTime, MarkSource.Quotes) ?? LastTrade(market, row.Symbol)))]))];
    }

    private static Mark? MarkOf(decimal? price, DateTime? at, MarkSource source) =>
        price is { } known ? new Mark(known, at!.Value, source) : null;

    private static Mark? LastTrade(MarketSnapshot market, string symbol) =>
        market.Find(symbol) is { } ticker ? new Mark(ticker.Last.Price, ticker.Last.ExecutedAt, MarkSource.Trades) : null;

    private sealed record OpenRow(
        string TradeId, string Commodity, string PositionType, decimal Quantity, decimal EntryPrice, DateTime OpenedAt, decimal? Mark, DateTime? MarkTime);

    private sealed record CommodityRow(
        string Commodity, long OpenCount, long ClosedCount, decimal Realized, decimal RealizedToday, decimal Unrealized, decimal? Mark, DateTime? MarkTime);

    private sealed record HeldRow(
        string Trader, string Symbol, decimal Size, decimal AveragePrice, decimal Pnl, decimal Realized, DateTime ReportedAt, decimal? Mark, DateTime? MarkTime);
}
