using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Alerts.Hours;

/// <summary>Counts stored alerts by hour and kind, in the order of hours, then kinds; hours without any have no row.</summary>
public sealed class AlertHourStore(
    [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, MarketUpdates updates, TimeProvider time,
    ILogger<AlertHourStore> logger)
    : DayStore<AlertHourQuestion, AlertHour>(databases, updates, time, logger)
{
    protected override async Task<ImmutableArray<AlertHour>> ReadAsync(
        TerminalDbContext database, AlertHourQuestion question, DayBefore<AlertHour>? before, CancellationToken cancellationToken)
    {
        var (from, to) = (question.From.ToDateTime(default, DateTimeKind.Utc), question.To.ToDateTime(default, DateTimeKind.Utc));
        var (symbols, severity) = (question.Symbols?.Split(','), question.Severity ?? "");
        var rows = await database.Database.SqlQuery<Row>(
            $"""
            SELECT date_bin('1 hour', detected_at, 'epoch') AS "Hour", kind AS "Kind", count(*) AS "Count" FROM alerts
            WHERE detected_at >= {from} AND detected_at < {to} AND ({symbols is null} OR symbol = ANY({symbols ?? []}))
                AND {severity} IN ('', severity)
            GROUP BY 1, 2 ORDER BY 1, 2
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new AlertHour(row.Hour, row.Kind, row.Count))];
    }

    private sealed record Row(DateTime Hour, string Kind, long Count);
}
