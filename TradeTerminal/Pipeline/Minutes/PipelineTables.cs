using System.Data;
using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Pipeline.Minutes;

/// <summary>
/// Writes the tables <c>pipeline_…</c>. Several terminals on one database may do so: of what each sees for itself the worst is kept, and
/// what is counted comes from the offsets that the feeds store, once, by the one that is first.
/// </summary>
internal static class PipelineTables
{
    /// <summary>Minutes older than that become hours.</summary>
    public const int MinuteDays = 3;

    /// <summary>Held by the terminal that counts.</summary>
    private const long CountLock = 0x70_69_70_65;

    private static readonly string Times = string.Join(", ", PipelineMinute.TimeColumns);

    private static readonly string Worst = string.Join(
        ", ", PipelineMinute.TimeColumns.Prepend("state").Prepend("lag_seconds").Prepend("lag_records")
            .Select(column => $"{column} = GREATEST(t.{column}, EXCLUDED.{column})"));

    private static readonly string MinutesSql =
        $"""
        INSERT INTO pipeline_1m AS t (feed, bucket, lag_records, lag_seconds, state, {Times})
        SELECT * FROM unnest({string.Join(", ", Enumerable.Range(1, 5 + PipelineMinute.TimeColumns.Length).Select(nr => $"${nr}"))})
        ON CONFLICT (feed, bucket) DO UPDATE SET {Worst}
        """;

    /// <summary>
    /// What has become of the offsets passed since somebody last counted. The refused ones are found again by their offsets, in the order
    /// of the table's key; those that retention has taken meanwhile have no reason. Our clock and the database's may differ by minutes.
    /// </summary>
    private const string CountSql =
        """
        WITH moved AS MATERIALIZED (
            SELECT f.feed, o.cluster_id, o.topic, o.partition, o.began_at, o.next_offset,
                coalesce(m.next_offset, o.start_offset) AS from_offset, o.accepted, o.duplicates, o.rejected, o.skipped, o.ignored,
                o.accepted - coalesce(m.accepted, 0) AS new_accepted, o.duplicates - coalesce(m.duplicates, 0) AS new_duplicates,
                o.rejected - coalesce(m.rejected, 0) AS new_rejected, o.skipped - coalesce(m.skipped, 0) AS new_skipped,
                o.ignored - coalesce(m.ignored, 0) AS new_ignored
            FROM unnest($1, $2) AS f(feed, topic)
                JOIN feed_offsets o USING (topic)
                LEFT JOIN pipeline_marks m ON m.cluster_id = o.cluster_id AND m.topic = o.topic AND m.partition = o.partition
                    AND m.began_at = o.began_at
            WHERE m.next_offset IS DISTINCT FROM o.next_offset OR m.skipped IS DISTINCT FROM o.skipped),
        marked AS (
            INSERT INTO pipeline_marks AS t
            SELECT cluster_id, topic, partition, began_at, next_offset, accepted, duplicates, rejected, skipped, ignored FROM moved
            ON CONFLICT (cluster_id, topic, partition) DO UPDATE SET (began_at, next_offset, accepted, duplicates, rejected, skipped, ignored) =
                (EXCLUDED.began_at, EXCLUDED.next_offset, EXCLUDED.accepted, EXCLUDED.duplicates, EXCLUDED.rejected, EXCLUDED.skipped,
                    EXCLUDED.ignored)),
        reasons AS (
            SELECT m.feed, r.reason, count(*) AS events FROM moved m JOIN rejected r
                ON r.cluster_id = m.cluster_id AND r.topic = m.topic AND r.partition = m.partition
                AND r."offset" >= m.from_offset AND r."offset" < m.next_offset AND r.rejected_at >= m.began_at - interval '10 minutes'
            WHERE m.new_rejected > 0 GROUP BY 1, 2),
        counts AS (
            SELECT feed, 'accepted' AS outcome, '' AS kind, sum(new_accepted)::bigint AS events FROM moved GROUP BY 1
            UNION ALL SELECT feed, 'duplicate', '', sum(new_duplicates)::bigint FROM moved GROUP BY 1
            UNION ALL SELECT feed, 'skipped', '', sum(new_skipped)::bigint FROM moved GROUP BY 1
            UNION ALL SELECT feed, 'ignored', '', sum(new_ignored)::bigint FROM moved GROUP BY 1
            UNION ALL SELECT feed, 'rejected', reason, events FROM reasons
            UNION ALL SELECT feed, 'rejected', '', (sum(new_rejected) - (
                SELECT coalesce(sum(events), 0) FROM reasons r WHERE r.feed = m.feed))::bigint FROM moved m GROUP BY 1
            UNION ALL SELECT feed, 'kind', kind, events FROM unnest($4, $5, $6) AS k(feed, kind, events))
        INSERT INTO pipeline_events_1m AS t (feed, bucket, outcome, kind, events)
        SELECT feed, $3, outcome, kind, events FROM counts WHERE events > 0
        ON CONFLICT (feed, bucket, outcome, kind) DO UPDATE SET events = t.events + EXCLUDED.events
        """;

    private static readonly string RollUpSql =
        $"""
        WITH gone AS (DELETE FROM pipeline_1m WHERE bucket < date_trunc('hour', now(), 'UTC') - interval '{MinuteDays} days' RETURNING *)
        INSERT INTO pipeline_1h AS t (feed, bucket, lag_records, lag_seconds, state, {Times})
        SELECT feed, date_trunc('hour', bucket, 'UTC'), max(lag_records), max(lag_seconds), max(state),
            {string.Join(", ", PipelineMinute.TimeColumns.Select(column => $"max({column})"))} FROM gone GROUP BY 1, 2
        ON CONFLICT (feed, bucket) DO UPDATE SET {Worst};
        WITH gone AS (
            DELETE FROM pipeline_events_1m WHERE bucket < date_trunc('hour', now(), 'UTC') - interval '{MinuteDays} days' RETURNING *)
        INSERT INTO pipeline_events_1h AS t (feed, bucket, outcome, kind, events)
        SELECT feed, date_trunc('hour', bucket, 'UTC'), outcome, kind, sum(events)::bigint FROM gone GROUP BY 1, 2, 3, 4
        ON CONFLICT (feed, bucket, outcome, kind) DO UPDATE SET events = t.events + EXCLUDED.events;
        """;

    public static async Task WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<PipelineMinute> minutes, CancellationToken cancellationToken)
    {
        if (minutes.Count == 0)
        {
            return;
        }

        await using var command = Command(connection, MinutesSql);
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Text, minutes.Select(minute => minute.Feed).ToArray()));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.TimestampTz, minutes.Select(minute => minute.Minute).ToArray()));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Bigint, minutes.Select(minute => minute.LagRecords).ToArray()));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Real, minutes.Select(minute => (float)minute.LagSeconds).ToArray()));
        command.Parameters.Add(Sql.Array(NpgsqlDbType.Smallint, minutes.Select(minute => minute.State).ToArray()));
        for (var i = 0; i < PipelineMinute.TimeColumns.Length; i++)
        {
            var nr = i;
            command.Parameters.Add(Sql.Array(NpgsqlDbType.Real, minutes.Select(minute => minute.Times[nr]).ToArray()));
        }

        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts what was stored since somebody last did; false where another terminal is at it.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="topics">By feed.</param>
    /// <param name="minute">To which it is counted.</param>
    /// <param name="kinds">Stored events by feed and kind, where their feed tells kinds apart.</param>
    /// <param name="isKept">Told once nobody can say any more that <paramref name="kinds"/> were not kept.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<bool> CountAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<string, string> topics, DateTime minute,
        IReadOnlyList<(string Feed, string Kind, long Events)> kinds, Action isKept, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using (var first = Command(connection, $"SELECT pg_try_advisory_xact_lock({CountLock})"))
        {
            if (await first.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
            {
                return false;
            }
        }

        await using (var count = Command(connection, CountSql))
        {
            count.Parameters.Add(Sql.Array(NpgsqlDbType.Text, topics.Keys.ToArray()));
            count.Parameters.Add(Sql.Array(NpgsqlDbType.Text, topics.Values.ToArray()));
            count.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = minute });
            count.Parameters.Add(Sql.Array(NpgsqlDbType.Text, kinds.Select(kind => kind.Feed).ToArray()));
            count.Parameters.Add(Sql.Array(NpgsqlDbType.Text, kinds.Select(kind => kind.Kind).ToArray()));
            count.Parameters.Add(Sql.Array(NpgsqlDbType.Bigint, kinds.Select(kind => kind.Events).ToArray()));
            await count.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        // An answer that is lost on its way may have been a yes: rather a kind too few than one twice.
        isKept();
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Makes hours of the minutes that are older than <see cref="MinuteDays"/>.</summary>
    public static async Task RollUpAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(connection, RollUpSql);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql) =>
        new(sql, connection) { CommandTimeout = (int)DatabasePools.Patience.TotalSeconds };
}
