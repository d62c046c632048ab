using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Alerts.Data;

/// <summary>What a person does about alerts. It is stored, and comes back to all viewers with the board.</summary>
public sealed class AlertDesk(IDbContextFactory<TerminalDbContext> databases, AlertBoard board, TimeProvider time)
{
    public const int LongestSnoozeMinutes = 7 * 24 * 60;

    private DateTime UtcNow => time.GetUtcNow().UtcDateTime;

    /// <summary>Those acknowledged before keep their time.</summary>
    public async Task<Acknowledgement> AcknowledgeAsync(IReadOnlyCollection<Guid> alertIds, CancellationToken cancellationToken)
    {
        // As exactly as it is stored: by its time it is found again.
        var now = UtcNow;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var changed = await database.Alerts
            .Where(row => alertIds.Contains(row.AlertId) && row.AcknowledgedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AcknowledgedAt, now), cancellationToken);
        board.Invalidate();
        return new Acknowledgement(alertIds, now, changed);
    }

    /// <summary>Takes an acknowledgement back; of what others have acknowledged nothing changes.</summary>
    public async Task UndoAsync(Acknowledgement acknowledgement, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Alerts
            .Where(row => acknowledgement.AlertIds.Contains(row.AlertId) && row.AcknowledgedAt == acknowledgement.At)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AcknowledgedAt, (DateTime?)null), cancellationToken);
        board.Invalidate();
    }

    /// <summary>Takes the acknowledgement of one alert back, whoever gave it.</summary>
    public async Task UndoAsync(Guid alertId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Alerts.Where(row => row.AlertId == alertId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AcknowledgedAt, (DateTime?)null), cancellationToken);
        board.Invalidate();
    }

    /// <summary>
    /// Keeps alerts of one kind about one symbol out of the way until a time: they are still raised, stored and
    /// published, but not shown as needing attention and not sent to the webhook. Takes the place of an earlier one.
    /// Alerts graver than <paramref name="severity"/> pass: it was not them that somebody has seen. Null is the severity
    /// of the newest one stored; without one whatever comes is snoozed. Says which it is.
    /// </summary>
    public async Task<string?> SnoozeAsync(string kind, string symbol, string? severity, DateTime until,
        CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await database.Database.SqlQuery<string?>(
            $"""
            INSERT INTO alert_snoozes (kind, symbol, until, severity)
            VALUES ({kind}, {symbol}, {until}, COALESCE({severity}::text, (
                SELECT severity FROM alerts WHERE kind = {kind} AND symbol = {symbol} ORDER BY detected_at DESC, alert_id DESC LIMIT 1)))
            ON CONFLICT (kind, symbol) DO UPDATE SET until = EXCLUDED.until, severity = EXCLUDED.severity
            RETURNING severity AS "Value"
            """).ToListAsync(cancellationToken);
        board.Invalidate();
        return stored[0];
    }

    /// <summary>Ends a snooze; nothing happens where there is none.</summary>
    public async Task WakeAsync(string kind, string symbol, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.AlertSnoozes.Where(row => row.Kind == kind && row.Symbol == symbol).ExecuteDeleteAsync(cancellationToken);
        board.Invalidate();
    }
}
