using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Alerts.Data;

/// <summary>The alerts for all viewers at once. Read again once a minute, too: what is counted grows old.</summary>
public sealed class AlertBoard(
    ChangeFeed changes, IDbContextFactory<TerminalDbContext> databases, DatabaseStartup startup, MarketUpdates updates,
    TimeProvider time, ILogger<AlertBoard> logger)
    : Board<AlertsSnapshot>(changes, databases, startup, updates, time, logger)
{
    /// <summary>Alerts held whole.</summary>
    public const int Shown = 200;

    /// <summary>Newest alerts among which unacknowledged ones are counted.</summary>
    public const int Counted = 1_000;

    /// <summary>Snoozes held; those that end first go first.</summary>
    public const int MostSnoozes = 500;

    private const int MostInADay = Counted * 10;

    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = time;

    protected override AlertsSnapshot Empty => AlertsSnapshot.Empty;

    protected override bool Concerns(CommittedBatch batch) => batch.Alerts.Count > 0;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(base.ExecuteAsync(stoppingToken), RefreshAsync(stoppingToken));

    protected override async Task<AlertsSnapshot> ReadAsync(TerminalDbContext database, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        var newest = await database.Alerts.AsNoTracking()
            .OrderByDescending(row => row.DetectedAt).ThenByDescending(row => row.AlertId)
            .Take(Shown).ToListAsync(cancellationToken);
        var open = await database.Database.SqlQuery<OpenAlerts>(
            $"""
            SELECT kind AS "Kind", symbol AS "Symbol", severity AS "Severity", count(*)::int AS "Count"
            FROM (SELECT kind, symbol, severity, acknowledged_at FROM alerts ORDER BY detected_at DESC, alert_id DESC LIMIT {Counted}) newest
            WHERE acknowledged_at IS NULL GROUP BY kind, symbol, severity
            """).ToListAsync(cancellationToken);
        var snoozes = await database.AlertSnoozes.AsNoTracking().Where(row => row.Until > now)
            .OrderByDescending(row => row.Until).Take(MostSnoozes).ToListAsync(cancellationToken);
        return new AlertsSnapshot(
            [.. newest], [.. open], [.. snoozes], [.. await ReadActivityAsync(database, now, cancellationToken)]);
    }

    private static Task<List<RuleActivity>> ReadActivityAsync(
        TerminalDbContext database, DateTime now, CancellationToken cancellationToken)
    {
        var kinds = AlertKinds.All.ToArray();
        return database.Database.SqlQuery<RuleActivity>(
            $"""
            SELECT k.kind AS "Kind",
                (SELECT count(*)::int FROM (
                    SELECT 1 FROM alerts WHERE kind = k.kind AND detected_at > {now.AddDays(-1)} LIMIT {MostInADay}) day) AS "LastDay",
                (SELECT max(detected_at) FROM alerts WHERE kind = k.kind) AS "LastFired"
            FROM unnest({kinds}) WITH ORDINALITY AS k(kind, place) ORDER BY place
            """).ToListAsync(cancellationToken);
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Refresh, _time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            Invalidate();
        }
    }
}
