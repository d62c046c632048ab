using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Alerts.Data;

/// <summary>Stored alerts, newest first by event time.</summary>
public sealed class AlertStore([FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases)
{
    /// <summary>At most <paramref name="limit"/> alerts that come after <paramref name="before"/> in the list (null: from the
    /// newest).</summary>
    public async Task<List<AlertRow>> ReadAsync(AlertQuery query, AlertKey? before, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = database.Alerts.AsNoTracking();
        rows = query.Kind is { } kind ? rows.Where(row => row.Kind == kind) : rows;
        rows = query.Symbol is { } symbol ? rows.Where(row => row.Symbol == symbol) : rows;
        rows = query.Symbols.ToList() is { Count: > 0 } symbols ? rows.Where(row => symbols.Contains(row.Symbol)) : rows;
        rows = query.Severity is { } severity ? rows.Where(row => row.Severity == severity) : rows;
        rows = query.Since is { } since ? rows.Where(row => row.DetectedAt >= since) : rows;
        if (before is not null)
        {
            rows = rows.Where(row => EF.Functions.LessThan(
                ValueTuple.Create(row.DetectedAt, row.AlertId), ValueTuple.Create(before.At, before.Id)));
        }

        return await rows.OrderByDescending(row => row.DetectedAt).ThenByDescending(row => row.AlertId)
            .Take(limit).ToListAsync(cancellationToken);
    }

    public async Task<AlertRow?> FindAsync(Guid alertId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Alerts.AsNoTracking().FirstOrDefaultAsync(row => row.AlertId == alertId, cancellationToken);
    }
}
