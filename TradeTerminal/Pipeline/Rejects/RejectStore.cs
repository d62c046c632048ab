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

    /// <summary>
    /// At most <paramref name="limit"/> messages refused for <paramref name="reason"/> (null: any) that come after
    /// <paramref name="before"/> in the list (null: from the newest).
    /// </summary>
    public async Task<IReadOnlyList<RejectedMessage>> ReadAsync(
        string? reason, RejectCursor? before, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var from = before ?? new RejectCursor(DateTime.MaxValue.ToUniversalTime(), "", "", 0, 0);
        return await database.Database.SqlQuery<RejectedMessage>(
            $"""
            SELECT cluster_id AS "ClusterId", topic AS "Topic", partition AS "Partition", "offset" AS "Offset",
                reason AS "Reason", detail AS "Detail", substring(payload FROM 1 FOR {PayloadShown}) AS "Payload",
                octet_length(payload) AS "PayloadLength", rejected_at AS "RejectedAt"
            FROM (
                SELECT *, coalesce(sum(least(octet_length(payload), {PayloadShown})) OVER (
                    ORDER BY rejected_at DESC, cluster_id DESC, topic DESC, partition DESC, "offset" DESC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
                FROM (
                    SELECT * FROM rejected
                    WHERE ({reason}::text IS NULL OR reason = {reason})
                        AND (rejected_at, cluster_id, topic, partition, "offset")
                            < ({from.At}, {from.ClusterId}, {from.Topic}, {from.Partition}, {from.Offset})
                    ORDER BY rejected_at DESC, cluster_id DESC, topic DESC, partition DESC, "offset" DESC
                    LIMIT {limit}) page) summed
            WHERE before <= {AnswerShown}
            ORDER BY rejected_at DESC, cluster_id DESC, topic DESC, partition DESC, "offset" DESC
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
    }
}
