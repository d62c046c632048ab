using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Pipeline.Minutes;

/// <summary>What became of the messages of a feed, in the order of columns; an outcome without messages has no row.</summary>
public sealed class EventStore(
    [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, MarketUpdates updates, TimeProvider time,
    ILogger<EventStore> logger)
    : DayStore<PipelineQuestion, EventRow>(databases, updates, time, logger)
{
    protected override async Task<ImmutableArray<EventRow>> ReadAsync(
        TerminalDbContext database, PipelineQuestion question, DayBefore<EventRow>? before, CancellationToken cancellationToken)
    {
        var (feed, step, from, to) = (question.Feed, question.Step, question.From, question.To);
        var rows = await database.Database.SqlQuery<Row>(
            $"""
            SELECT date_bin({step}, bucket, {from}) AS "Time", outcome AS "Outcome", kind AS "Kind", sum(events)::bigint AS "Events"
            FROM (
                SELECT * FROM pipeline_events_1m WHERE feed = {feed} AND bucket >= {from} AND bucket < {to}
                UNION ALL SELECT * FROM pipeline_events_1h WHERE feed = {feed} AND bucket >= {from} AND bucket < {to}) e
            GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new EventRow(row.Time, row.Outcome, row.Kind, row.Events))];
    }

    private sealed record Row(DateTime Time, string Outcome, string Kind, long Events);
}
