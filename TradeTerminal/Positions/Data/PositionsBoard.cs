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
using TradeTerminal.Live;
using TradeTerminal.Market;

namespace TradeTerminal.Positions.Data;

/// <summary>
/// Positions as they stand, read at one instant so that rows, counts and sums fit together. Counts and sums are of all;
/// what is held as rows is bounded.
/// </summary>
public sealed class PositionsBoard(
    ChangeFeed changes, IDbContextFactory<TerminalDbContext> databases, DatabaseStartup startup, MarketUpdates updates,
    RuleBook rules, TimeProvider time, ILogger<PositionsBoard> logger)
    : Board<PositionsSnapshot>(changes, databases, startup, updates, time, logger)
{
    /// <summary>Bound on the positions of the commodity book held as rows.</summary>
    public const int MostOpen = 10_000;

    /// <summary>Bound on traders held as rows, the worst first.</summary>
    public const int MostTraders = 2_000;

    /// <summary>Bound on the positions of one trader held as rows, the largest of them.</summary>
    public const int MostHeld = 200;

    /// <summary>While there are no more traders and positions of theirs than these, all are at hand.</summary>
    private const int FewTraders = 20;

    private const int FewHeld = 100;

    private readonly MarketUpdates _market = updates;
    private readonly TimeProvider _time = time;
    private readonly OpenNames _open = new();
    private TimeSpan _reading;

    protected override PositionsSnapshot Empty => PositionsSnapshot.Empty;

    /// <summary>Sums over very many positions take a while: at most a third of the time goes into them.</summary>
    protected override TimeSpan Pause => _reading * 2 > MinInterval ? _reading * 2 : MinInterval;

    /// <summary>Has the trader's positions in <see cref="PositionsSnapshot.Held"/> until the result is disposed.</summary>
    public IDisposable Open(string trader)
    {
        var look = _open.Add(trader);
        Invalidate();
        return look;
    }

    internal static bool AreFew(TraderTotals totals) => totals is { Count: <= FewTraders, HeldCount: <= FewHeld };

    protected override bool Concerns(CommittedBatch batch) =>
        batch is CommittedBatch<CommodityEvent> or CommittedBatch<TraderPosition>
        || (batch is CommittedBatch<Quote> && Current.TraderTotals.Count > 0)
        || (batch is CommittedBatch<Trade> && Current.TraderTotals.UnquotedCount > 0);

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
        var begun = _time.GetTimestamp();
        await using var transaction = await database.Database
            .BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        var (day, market) = (DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime), _market.Current);
        var limits = PositionLimits.Of((await rules.ReadAsync(cancellationToken).ConfigureAwait(false)).Risk);
        var (traders, totals) = await TraderSums.ReadAsync(database, market, limits, day, MostTraders, null, cancellationToken)
            .ConfigureAwait(false);
        var shown = AreFew(totals) ? [.. traders.Select(trader => trader.Trader)] : _open.Names();
        var held = await PositionRows.OfTradersAsync(database, market, shown, MostHeld, cancellationToken).ConfigureAwait(false);
        var open = await PositionRows.OpenAsync(database, null, MostOpen, cancellationToken).ConfigureAwait(false);
        var commodities = await CommoditiesAsync(database, day, cancellationToken).ConfigureAwait(false);
        _reading = _time.GetElapsedTime(begun);
        return new PositionsSnapshot(
            open,
            commodities,
            traders,
            totals,
            held.GroupBy(position => position.Trader).ToImmutableDictionary(trader => trader.Key, trader => trader.ToImmutableArray()),
            day,
            limits);
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
            PositionRows.MarkOf(row.Mark, row.MarkTime, MarkSource.Commodities)))];
    }

    private sealed record CommodityRow(
        string Commodity, long OpenCount, long ClosedCount, decimal Realized,
        decimal RealizedToday, decimal Unrealized, decimal? Mark, DateTime? MarkTime);
}
