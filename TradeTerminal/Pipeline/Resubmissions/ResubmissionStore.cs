using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Pipeline.Rejects;

namespace TradeTerminal.Pipeline.Resubmissions;

/// <summary>
/// The table <c>resubmissions</c>: a row for each reject that was sent again. Its key is that of the reject, so that of two who send the
/// same one only one does. Its times are the database's, by which all terminals on it go, whatever their own clocks say.
/// </summary>
internal sealed class ResubmissionStore(IDbContextFactory<TerminalDbContext> databases)
{
    private const string Again = "outcome IN ('lost', 'unknown')";

    /// <summary>Larger ones would be refused whatever is in them.</summary>
    private static readonly string Eligible =
        $"""
        FROM rejected r LEFT JOIN resubmissions s USING (cluster_id, topic, partition, "offset", rejected_at)
        WHERE r.reason = $1 AND r.topic = ANY($2) AND r.rejected_at <= $3 AND coalesce(octet_length(r.payload), 0) <= {MessageForm.MaxBytes}
            AND (s.outcome IS NULL OR s.{Again})
        """;

    /// <summary>At most two: where none is meant by its time, there may be several at one place.</summary>
    public async Task<List<ResubmitOrder>> FindAsync(RejectId id, CancellationToken cancellationToken)
    {
        await using var database = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            database,
            $"""
            SELECT cluster_id, topic, partition, "offset", rejected_at, CASE WHEN octet_length(payload) <= {MessageForm.MaxBytes} THEN payload END,
                coalesce(octet_length(payload), 0) > {MessageForm.MaxBytes}
            FROM rejected WHERE topic = $1 AND partition = $2 AND "offset" = $3 AND ($4::timestamptz IS NULL OR rejected_at = $4)
            ORDER BY rejected_at DESC LIMIT 2
            """,
            Text(id.Topic), new NpgsqlParameter<int> { TypedValue = id.Partition }, new NpgsqlParameter<long> { TypedValue = id.Offset },
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = (object?)id.RejectedAt ?? DBNull.Value });
        return await ReadAsync(command, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How many there are to send, counted up to <paramref name="most"/>, and when the newest of them was refused.</summary>
    public async Task<(int Count, DateTime? Newest)> CountAsync(
        string reason, string[] topics, DateTime until, int most, CancellationToken cancellationToken)
    {
        await using var database = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            database, $"SELECT count(*)::int, max(rejected_at) FROM (SELECT r.rejected_at {Eligible} LIMIT {most}) found",
            Text(reason), Sql.Array(NpgsqlDbType.Text, topics), Time(until));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetDateTime(1));
    }

    /// <summary>The oldest of them, in the order in which they were refused.</summary>
    public async Task<List<ResubmitOrder>> OldestAsync(
        string reason, string[] topics, DateTime until, int limit, CancellationToken cancellationToken)
    {
        await using var database = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            database,
            $"""
            SELECT cluster_id, topic, partition, "offset", rejected_at, r.payload, false {Eligible}
            ORDER BY rejected_at, topic, partition, "offset" LIMIT {limit}
            """,
            Text(reason), Sql.Array(NpgsqlDbType.Text, topics), Time(until));
        return await ReadAsync(command, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Enters them before they are sent; gives the ids of those that nobody else has entered.</summary>
    public async Task<HashSet<Guid>> ClaimAsync(FeedKey target, string feed, IReadOnlyList<ResubmitOrder> orders, CancellationToken cancellationToken)
    {
        await using var database = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            database,
            $"""
            INSERT INTO resubmissions AS s (cluster_id, topic, partition, "offset", rejected_at, resubmission_id, feed, requested_at, corrected,
                sent_cluster_id, sent_partition, searched_from, gone_before, event_time, outcome)
            SELECT u.cluster, $1, u.partition, u.at, u.rejected, u.id, $2, now(), u.corrected, $3, u.sent, u.searched, u.gone, u.event, 'sending'
            FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                AS u(cluster, partition, at, rejected, id, corrected, sent, searched, gone, event)
            ON CONFLICT (cluster_id, topic, partition, "offset", rejected_at) DO UPDATE SET
                resubmission_id = excluded.resubmission_id, requested_at = excluded.requested_at, corrected = excluded.corrected,
                sent_cluster_id = excluded.sent_cluster_id, sent_partition = excluded.sent_partition, sent_offset = NULL,
                searched_from = excluded.searched_from, gone_before = excluded.gone_before, event_time = excluded.event_time,
                outcome = 'sending', outcome_at = NULL, again_rejected_at = NULL
                WHERE s.{Again}
            RETURNING resubmission_id
            """,
            Text(target.Topic), Text(feed), Text(target.ClusterId),
            Column(NpgsqlDbType.Text, orders, order => order.ClusterId), Column(NpgsqlDbType.Integer, orders, order => order.Partition),
            Column(NpgsqlDbType.Bigint, orders, order => order.Offset), Column(NpgsqlDbType.TimestampTz, orders, order => order.RejectedAt),
            Column(NpgsqlDbType.Uuid, orders, order => order.Id), Column(NpgsqlDbType.Bytea, orders, order => order.Corrected),
            Column(NpgsqlDbType.Integer, orders, order => order.SentPartition), Column(NpgsqlDbType.Bigint, orders, order => order.SearchedFrom),
            Column(NpgsqlDbType.Bigint, orders, order => order.GoneBefore), Column(NpgsqlDbType.TimestampTz, orders, order => order.EventTime));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var claimed = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            claimed.Add(reader.GetGuid(0));
        }

        return claimed;
    }

    /// <summary>The broker has them there.</summary>
    public Task SentAsync(IReadOnlyList<(Guid Id, long Offset)> sent, CancellationToken cancellationToken) => ExecuteAsync(
        """
        UPDATE resubmissions r SET sent_offset = u.at, outcome = 'waiting'
        FROM unnest($1, $2) AS u(id, at) WHERE r.resubmission_id = u.id AND r.outcome = 'sending'
        """,
        cancellationToken, Column(NpgsqlDbType.Uuid, sent, one => one.Id), Column(NpgsqlDbType.Bigint, sent, one => one.Offset));

    /// <summary>They have certainly not arrived, and are free to be sent.</summary>
    public Task ReleaseAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) => ExecuteAsync(
        "DELETE FROM resubmissions WHERE resubmission_id = ANY($1) AND outcome = 'sending'", cancellationToken,
        Sql.Array(NpgsqlDbType.Uuid, [.. ids]));

    public Task ForgoAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE resubmissions SET outcome = 'unknown', outcome_at = now() WHERE resubmission_id = ANY($1) AND outcome = 'sending'",
        cancellationToken, Sql.Array(NpgsqlDbType.Uuid, [.. ids]));

    /// <summary>What went to an embedded broker that ended before this terminal began is gone, or nobody knows.</summary>
    public Task<int> LoseAsync(string feed, string cluster, DateTime before, CancellationToken cancellationToken) => ExecuteAsync(
        """
        UPDATE resubmissions SET outcome = CASE outcome WHEN 'waiting' THEN 'lost' ELSE 'unknown' END, outcome_at = now()
        WHERE outcome IN ('sending', 'waiting') AND feed = $1 AND sent_cluster_id <> $2 AND requested_at < $3
        """,
        cancellationToken, Text(feed), Text(cluster), Time(before));

    /// <summary>As the database has it.</summary>
    public async Task<DateTime> NowAsync(CancellationToken cancellationToken)
    {
        await using var database = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(database, "SELECT now()");
        return (DateTime)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Names of the feeds of which the outcome of some is open.</summary>
    public async Task<HashSet<string>> OpenFeedsAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return [.. await database.Database.SqlQuery<string>(
            $"""SELECT DISTINCT feed AS "Value" FROM resubmissions WHERE outcome IN ('sending', 'waiting')""").ToListAsync(cancellationToken)
            .ConfigureAwait(false)];
    }

    /// <summary>
    /// Sees what became of those that were read; gives how many. What is in the log at a place is rejected there, or stored, or, of trades,
    /// a duplicate; one statement sees the position and what was stored with it. Where the counts of the partition began after it was sent,
    /// the topic was made anew: what stands at its place since then is another message. It may also have been sent to the new one before
    /// that was noticed, and is given time to be read there.
    /// </summary>
    public async Task<int> SettleAsync(Feed feed, CancellationToken cancellationToken)
    {
        var (table, column) = (feed.Table.Name, feed.Table.TimeColumn);
        return await ExecuteAsync(
            $"""
            WITH passed AS (
                SELECT r.resubmission_id AS id, again.rejected_at AS again_at, o.gone > r.gone_before OR o.began_at > r.requested_at AS some_gone, r.event_time IS NOT NULL AND EXISTS (
                    SELECT FROM {table} e
                    WHERE e.{column} >= r.event_time - interval '1 microsecond' AND e.{column} <= r.event_time + interval '1 microsecond'
                        AND e.source_partition = r.sent_partition AND e.source_offset = r.sent_offset) AS stored
                FROM resubmissions r
                JOIN feed_offsets o ON o.cluster_id = r.sent_cluster_id AND o.topic = r.topic AND o.partition = r.sent_partition
                    AND (o.next_offset > r.sent_offset OR o.began_at > r.requested_at AND r.requested_at < now() - interval '10 minutes')
                LEFT JOIN LATERAL (
                    SELECT x.rejected_at FROM rejected x
                    WHERE x.cluster_id = r.sent_cluster_id AND x.topic = r.topic AND x.partition = r.sent_partition AND x."offset" = r.sent_offset
                        AND o.began_at <= r.requested_at
                    ORDER BY x.rejected_at DESC LIMIT 1) again ON true
                WHERE r.outcome = 'waiting' AND r.feed = $1)
            UPDATE resubmissions r SET outcome_at = now(), again_rejected_at = passed.again_at, outcome = CASE
                WHEN passed.again_at IS NOT NULL THEN 'rejected' WHEN passed.stored THEN 'accepted'
                WHEN passed.some_gone OR r.feed <> 'trades' OR r.event_time IS NULL THEN 'lost' ELSE 'duplicate' END
            FROM passed WHERE r.resubmission_id = passed.id
            """,
            cancellationToken, Text(feed.Name)).ConfigureAwait(false);
    }

    /// <summary>Those of which nobody knows whether they have arrived, for so long that nobody waits for the broker any more.</summary>
    public async Task<List<InDoubt>> InDoubtAsync(string feed, TimeSpan after, int limit, CancellationToken cancellationToken)
    {
        await using var database = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            database,
            $"""
            SELECT resubmission_id, sent_cluster_id, topic, sent_partition, searched_from FROM resubmissions
            WHERE outcome = 'sending' AND feed = $1 AND requested_at < now() - $2 LIMIT {limit}
            """,
            Text(feed), new NpgsqlParameter<TimeSpan> { TypedValue = after });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var found = new List<InDoubt>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            found.Add(new InDoubt(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetInt64(4)));
        }

        return found;
    }

    private static async Task<List<ResubmitOrder>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var orders = new List<ResubmitOrder>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            orders.Add(new ResubmitOrder(
                reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt64(3), reader.GetDateTime(4),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5))
            {
                IsTooLarge = reader.GetBoolean(6),
            });
        }

        return orders;
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var database = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(database, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<TerminalDbContext> OpenAsync(CancellationToken cancellationToken)
    {
        var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await database.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            return database;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static NpgsqlCommand Command(TerminalDbContext database, string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)database.Database.GetDbConnection())
        {
            CommandTimeout = (int)DatabasePools.Patience.TotalSeconds,
        };
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };

    private static NpgsqlParameter<DateTime> Time(DateTime value) => new() { TypedValue = value };

    private static NpgsqlParameter<TValue[]> Column<TRow, TValue>(NpgsqlDbType type, IReadOnlyList<TRow> rows, Func<TRow, TValue> value) =>
        Sql.Array(type, rows.Select(value).ToArray());
}

/// <summary>Perhaps in the log of that partition, at this offset or behind it.</summary>
internal sealed record InDoubt(Guid Id, string ClusterId, string Topic, int Partition, long From);
