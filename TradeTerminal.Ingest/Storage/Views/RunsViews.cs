namespace TradeTerminal.Ingest.Storage.Views;

/// <summary>
/// <c>ingest_runs</c>: what was read from each cluster and topic, from when to when, and what became of it; each
/// start of an embedded broker is a cluster of its own. <c>rejects</c>: what was refused, as text where it is text.
/// </summary>
internal static class RunsViews
{
    public const string Create =
        """
        CREATE VIEW ingest_runs AS
        SELECT cluster_id, topic, min(began_at) AS began_at, max(moved_at) AS moved_at,
            sum(next_offset - start_offset)::bigint AS messages, sum(accepted)::bigint AS accepted, sum(duplicates)::bigint AS duplicates,
            sum(rejected)::bigint AS rejected, sum(skipped)::bigint AS skipped,
            extract(epoch FROM max(moved_at) - min(began_at)) AS seconds,
            round(sum(next_offset - start_offset) / nullif(extract(epoch FROM max(moved_at) - min(began_at)), 0), 1) AS messages_per_second
        FROM feed_offsets GROUP BY cluster_id, topic;
        CREATE VIEW rejects AS
        SELECT topic, partition, "offset", reason, detail, encode(payload, 'escape') AS payload, octet_length(payload) AS payload_bytes, rejected_at
        FROM rejected;
        """;

    /// <summary>
    /// The payload as it was sent; bytes that are no text as base64. PostgreSQL has no conversion that says no instead of
    /// failing, hence the function. A text cannot hold U+0000.
    /// </summary>
    public const string ReadableRejects =
        """
        CREATE FUNCTION payload_text(payload bytea) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
        BEGIN
            RETURN convert_from(payload, 'UTF8');
        EXCEPTION WHEN character_not_in_repertoire OR untranslatable_character THEN
            RETURN 'base64:' || replace(encode(payload, 'base64'), E'\n', '');
        END $$;
        CREATE OR REPLACE VIEW rejects AS
        SELECT topic, partition, "offset", reason, detail, payload_text(payload) AS payload, octet_length(payload) AS payload_bytes, rejected_at
        FROM rejected;
        """;

    public const string Drop = "DROP VIEW rejects; DROP VIEW ingest_runs;";
}
