using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Alerts;

/// <summary>What a person does about alerts. It is stored, and comes back to all viewers with the board.</summary>
public sealed class AlertDesk(IDbContextFactory<TerminalDbContext> databases, AlertBoard board, TimeProvider time)
{
    public const int LongestSnoozeMinutes = 7 * 24 * 60;

    private DateTime UtcNow => time.GetUtcNow().UtcDateTime;

    /// <summary>Takes note of alerts; those acknowledged before keep their time. Says how many were not.</summary>
    public async Task<int> AcknowledgeAsync(IReadOnlyCollection<Guid> alertIds, CancellationToken cancellationToken)
    {
        var now = UtcNow;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var changed = await database.Alerts
            .Where(row => alertIds.Contains(row.AlertId) && row.AcknowledgedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AcknowledgedAt, now), cancellationToken);
        board.Invalidate();
        return changed;
    }

    /// <summary>
    /// Keeps alerts of one kind about one symbol out of the way until a time: they are still raised, stored and
    /// published, but not shown as needing attention and not sent to the webhook. Takes the place of an earlier one.
    /// </summary>
    public async Task SnoozeAsync(string kind, string symbol, DateTime until, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO alert_snoozes (kind, symbol, until) VALUES ({kind}, {symbol}, {until})
            ON CONFLICT (kind, symbol) DO UPDATE SET until = EXCLUDED.until
            """,
            cancellationToken);
        board.Invalidate();
    }

    /// <summary>Ends a snooze; nothing happens where there is none.</summary>
    public async Task WakeAsync(string kind, string symbol, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.AlertSnoozes.Where(row => row.Kind == kind && row.Symbol == symbol).ExecuteDeleteAsync(cancellationToken);
        board.Invalidate();
    }
}
