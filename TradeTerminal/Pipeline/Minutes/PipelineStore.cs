using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Pipeline.Minutes;

/// <summary>
/// What the feeds were like, in the order of feeds, then columns; of the time that is asked for, whatever feed is named: their states are
/// shown together. A column in which no terminal ran has no row.
/// </summary>
public sealed class PipelineStore(
    [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, MarketUpdates updates, TimeProvider time,
    ILogger<PipelineStore> logger)
    : DayStore<PipelineQuestion, PipelineRow>(databases, updates, time, logger)
{
    /// <summary>One answer for all feeds.</summary>
    public static PipelineQuestion OfAll(PipelineQuestion question) => question with { Feed = "" };

    protected override async Task<ImmutableArray<PipelineRow>> ReadAsync(
        TerminalDbContext database, PipelineQuestion question, DayBefore<PipelineRow>? before, CancellationToken cancellationToken)
    {
        var (step, from, to) = (question.Step, question.From, question.To);
        var rows = await database.Database.SqlQuery<PipelineRow>(
            $"""
            SELECT feed AS "Feed", date_bin({step}, bucket, {from}) AS "Time", max(lag_records) AS "LagRecords",
                max(lag_seconds)::float8 AS "LagSeconds", max(state)::integer AS "State",
                max(event_to_broker_p50)::float8 AS "EventToBroker50", max(event_to_broker_p99)::float8 AS "EventToBroker99",
                max(broker_to_received_p50)::float8 AS "BrokerToReceived50", max(broker_to_received_p99)::float8 AS "BrokerToReceived99",
                max(received_to_committed_p50)::float8 AS "ReceivedToCommitted50",
                max(received_to_committed_p99)::float8 AS "ReceivedToCommitted99",
                max(committed_to_published_p50)::float8 AS "CommittedToPublished50",
                max(committed_to_published_p99)::float8 AS "CommittedToPublished99",
                max(published_to_painted_p50)::float8 AS "PublishedToPainted50",
                max(published_to_painted_p99)::float8 AS "PublishedToPainted99",
                max(event_to_painted_p50)::float8 AS "EventToPainted50", max(event_to_painted_p99)::float8 AS "EventToPainted99"
            FROM (
                SELECT * FROM pipeline_1m WHERE bucket >= {from} AND bucket < {to}
                UNION ALL SELECT * FROM pipeline_1h WHERE bucket >= {from} AND bucket < {to}) p
            GROUP BY 1, 2 ORDER BY 1, 2
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows];
    }
}
