using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Pipeline.Incidents;

/// <summary>Stored incidents, the newest first. Those of the <see cref="IncidentBook"/> may be newer than their rows.</summary>
public sealed class IncidentStore(
    [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, MarketUpdates updates, TimeProvider time,
    ILogger<IncidentStore> logger, IncidentBook book)
    : DayStore<IncidentQuestion, Incident>(databases, updates, time, logger)
{
    /// <summary>What is known of it now: as it is held in memory, and as it is stored where <paramref name="stored"/> is not null.</summary>
    public ImmutableArray<Incident> With(IncidentQuestion question, DayAnswer<Incident>? stored)
    {
        var held = book.Current.Where(question.Asks).ToDictionary(incident => incident.Id);
        return
        [
            .. (stored?.Rows ?? []).Where(row => !held.ContainsKey(row.Id)).Where(question.Asks).Concat(held.Values)
                .OrderByDescending(incident => incident.BeganAt).ThenByDescending(incident => incident.Id).Take(question.Limit),
        ];
    }

    protected override async Task<ImmutableArray<Incident>> ReadAsync(
        TerminalDbContext database, IncidentQuestion question, DayBefore<Incident>? before, CancellationToken cancellationToken)
    {
        var (kind, feed, onlyOpen, limit) = (question.Kind ?? "", question.Feed ?? "", question.OnlyOpen, question.Limit);
        var (from, to) = (question.From ?? DateTime.UnixEpoch, question.To ?? DateTime.MaxValue.ToUniversalTime());
        var (at, id) = (question.Before?.At ?? DateTime.MaxValue.ToUniversalTime(), question.Before?.Id ?? Guid.AllBitsSet);
        var rows = await database.Database.SqlQuery<Incident>(
            $"""
            SELECT incident_id AS "Id", kind AS "Kind", feed AS "Feed", began_at AS "BeganAt", ended_at AS "EndedAt", is_end_seen AS "IsEndSeen",
                waited AS "Waited", messages AS "Messages", detail AS "Detail"
            FROM incidents
            WHERE (began_at, incident_id) < ({at}, {id}) AND began_at < {to} AND (ended_at IS NULL OR ended_at >= {from})
                AND {kind} IN ('', kind) AND ({feed} = '' OR feed = {feed}) AND (NOT {onlyOpen} OR ended_at IS NULL)
            ORDER BY began_at DESC, incident_id DESC LIMIT {limit}
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows];
    }
}
