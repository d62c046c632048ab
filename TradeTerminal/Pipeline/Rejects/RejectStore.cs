using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Pipeline.Rejects;

/// <summary>Refused messages, newest first.</summary>
public sealed class RejectStore([FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases)
{
    /// <summary>
    /// Bytes of a payload that are read: a refused message may be as large as Kafka allows, and a page of such
    /// ones must not fill the memory. What the parser accepts is never larger.
    /// </summary>
    public const int PayloadShown = 64 * 1024;

    /// <summary>
    /// Bytes of payloads in one answer, and one payload more: a thousand large messages would be 300 MB as bytes, text and
    /// JSON. An answer with more of them ends early, and more may follow.
    /// </summary>
    public const int AnswerShown = 2 * 1024 * 1024;

    /// <summary>At most <paramref name="limit"/> of them that come after <paramref name="before"/> in the list (null: from the newest).</summary>
    public async Task<IReadOnlyList<RejectedMessage>> ReadAsync(
        RejectQuery query, RejectCursor? before, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var from = before ?? new RejectCursor(DateTime.MaxValue.ToUniversalTime(), "", "", 0, 0);
        var (state, since, until) = (query.Resubmitted, query.From, query.To);
        if (query.Id is { } id)
        {
            // By its time, of which there is an index.
            (since, until) = (id.RejectedAt ?? since, id.RejectedAt?.AddMicroseconds(1) ?? until);
        }

        var topic = query.Id?.Topic ?? query.Topic;
        var (partition, offset) = (query.Id?.Partition, query.Id?.Offset);
        FormattableString sql =
            $"""
            SELECT p.cluster_id AS "ClusterId", p.topic AS "Topic", p.partition AS "Partition", p."offset" AS "Offset",
                p.reason AS "Reason", p.detail AS "Detail", substring(p.payload FROM 1 FOR {PayloadShown}) AS "Payload",
                octet_length(p.payload) AS "PayloadLength", p.rejected_at AS "RejectedAt",
                p.requested_at AS "ResubmittedAt", p.outcome AS "Outcome", p.outcome_at AS "OutcomeAt",
                CASE WHEN p.outcome IS NOT NULL THEN p.corrected IS NOT NULL END AS "WasCorrected",
                p.sent_partition AS "SentPartition", p.sent_offset AS "SentOffset", p.again_rejected_at AS "AgainAt",
                o.partition AS "OriginPartition", o."offset" AS "OriginOffset", o.rejected_at AS "OriginAt"
            FROM (
                SELECT *, coalesce(sum(least(octet_length(payload), {PayloadShown})) OVER (
                    ORDER BY rejected_at DESC, cluster_id DESC, topic DESC, partition DESC, "offset" DESC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
                FROM (
                    SELECT r.*, s.requested_at, s.outcome, s.outcome_at, s.corrected, s.sent_partition, s.sent_offset, s.again_rejected_at
                    FROM rejected r LEFT JOIN resubmissions s USING (cluster_id, topic, partition, "offset", rejected_at)
                    WHERE ({query.Reason}::text IS NULL OR reason = {query.Reason})
                        AND ({topic}::text IS NULL OR topic = {topic})
                        AND ({partition}::integer IS NULL OR partition = {partition}) AND ({offset}::bigint IS NULL OR "offset" = {offset})
                        AND ({since}::timestamptz IS NULL OR rejected_at >= {since}) AND ({until}::timestamptz IS NULL OR rejected_at < {until})
                        AND ({state}::text IS NULL OR s.outcome = {state} OR ({state} = {RejectQuery.Never} AND s.outcome IS NULL)
                            OR ({state} = {RejectQuery.Once} AND s.outcome IS NOT NULL))
                        AND (rejected_at, cluster_id, topic, partition, "offset")
                            < ({from.At}, {from.ClusterId}, {from.Topic}, {from.Partition}, {from.Offset})
                    ORDER BY rejected_at DESC, cluster_id DESC, topic DESC, partition DESC, "offset" DESC
                    LIMIT {limit}) page) p
            LEFT JOIN resubmissions o ON o.sent_cluster_id = p.cluster_id AND o.topic = p.topic AND o.sent_partition = p.partition
                AND o.sent_offset = p."offset" AND o.again_rejected_at = p.rejected_at
            WHERE before <= {AnswerShown}
            ORDER BY p.rejected_at DESC, p.cluster_id DESC, p.topic DESC, p.partition DESC, p."offset" DESC
            """;
        if (state is not (null or RejectQuery.Never))
        {
            // The few that were sent again are then where PostgreSQL begins, not all that was ever refused.
            sql = FormattableStringFactory.Create(
                sql.Format.Replace("LEFT JOIN resubmissions s", "JOIN resubmissions s", StringComparison.Ordinal), sql.GetArguments());
        }

        return await database.Database.SqlQuery<RejectedMessage>(sql).ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}
