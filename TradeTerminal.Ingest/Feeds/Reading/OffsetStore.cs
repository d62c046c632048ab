using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>Positions, kept in the same database as the data they stand for.</summary>
public sealed class OffsetStore(IDbContextFactory<TerminalDbContext> databases)
{
    public Dictionary<int, StoredOffset> Load(FeedKey feed)
    {
        using var database = databases.CreateDbContext();
        return database.FeedOffsets
            .Where(row => row.ClusterId == feed.ClusterId && row.Topic == feed.Topic)
            .AsNoTracking()
            .ToDictionary(row => row.Partition, row => row.ToPosition());
    }

    /// <summary>Enters a partition seen for the first time; keeps a row that another worker entered first.</summary>
    public void Begin(FeedKey feed, int partition, long startOffset, string? topicId = null)
    {
        using var database = databases.CreateDbContext();
        database.Database.ExecuteSql(
            $"""
            INSERT INTO feed_offsets (cluster_id, topic, partition, start_offset, next_offset, topic_id)
            VALUES ({feed.ClusterId}, {feed.Topic}, {partition}, {startOffset}, {startOffset}, {topicId})
            ON CONFLICT DO NOTHING
            """);
    }

    /// <summary>Enters the id of the topic where none was known.</summary>
    public void Recognize(FeedKey feed, int partition, string topicId)
    {
        using var database = databases.CreateDbContext();
        database.Database.ExecuteSql(
            $"""
            UPDATE feed_offsets SET topic_id = {topicId}
            WHERE cluster_id = {feed.ClusterId} AND topic = {feed.Topic} AND partition = {partition} AND topic_id IS NULL
            """);
    }

    /// <summary>It is another topic of that name: count from its start.</summary>
    public void Restart(FeedKey feed, StoredOffset from, long startOffset, string? topicId)
    {
        using var database = databases.CreateDbContext();
        database.Database.ExecuteSql(
            $"""
            UPDATE feed_offsets
            SET start_offset = {startOffset}, next_offset = {startOffset}, topic_id = {topicId},
                accepted = 0, duplicates = 0, rejected = 0, skipped = 0, ignored = 0, gone = 0, unexplained = 0, unexplained_at = NULL,
                began_at = now(), moved_at = now()
            WHERE cluster_id = {feed.ClusterId} AND topic = {feed.Topic} AND partition = {from.Partition}
              AND next_offset = {from.NextOffset}
            """);
    }

    /// <summary>
    /// The log was cut and ends before our position. What was stored of the messages cut off stays, so the start goes back
    /// by as many offsets as the next one: the sum of what was passed stays right.
    /// </summary>
    public void Cut(FeedKey feed, StoredOffset from, long end)
    {
        using var database = databases.CreateDbContext();
        database.Database.ExecuteSql(
            $"""
            UPDATE feed_offsets SET next_offset = {end}, start_offset = start_offset - {from.NextOffset - end}, moved_at = now()
            WHERE cluster_id = {feed.ClusterId} AND topic = {feed.Topic} AND partition = {from.Partition}
              AND next_offset = {from.NextOffset}
            """);
    }

    /// <summary>Passes offsets without a message, and counts them.</summary>
    /// <param name="feed">Of this topic.</param>
    /// <param name="from">Where the database stands.</param>
    /// <param name="to">The next offset to read.</param>
    /// <param name="areGone">They were deleted before they were read; else nothing was there.</param>
    public void Skip(FeedKey feed, StoredOffset from, long to, bool areGone)
    {
        var count = to - from.NextOffset;
        var gone = areGone ? count : 0;
        using var database = databases.CreateDbContext();
        database.Database.ExecuteSql(
            $"""
            UPDATE feed_offsets SET next_offset = {to}, skipped = skipped + {count}, gone = gone + {gone}, moved_at = now()
            WHERE cluster_id = {feed.ClusterId} AND topic = {feed.Topic} AND partition = {from.Partition}
              AND next_offset = {from.NextOffset}
            """);
    }

    /// <summary>Messages were lost where there seemed to be none: they were counted as skipped, and this says of what kind.</summary>
    public void Unexplain(FeedKey feed, OffsetRange hole, long count, long last)
    {
        using var database = databases.CreateDbContext();
        database.Database.ExecuteSql(
            $"""
            UPDATE feed_offsets SET unexplained = unexplained + {count}, unexplained_at = {last}
            WHERE cluster_id = {feed.ClusterId} AND topic = {feed.Topic} AND partition = {hole.Partition}
              AND start_offset <= {hole.From} AND next_offset >= {hole.To} AND skipped - gone - unexplained >= {count}
            """);
    }

    /// <summary>How many symbols were deleted, by partition: what was read before the last of them is not what is stored.</summary>
    internal static Dictionary<int, long> Deletions(FeedTransaction transaction)
    {
        using var command = new NpgsqlCommand(
            "SELECT partition, deletions FROM feed_offsets WHERE cluster_id = $1 AND topic = $2",
            transaction.Connection, transaction.Transaction)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = transaction.Feed.ClusterId },
                new NpgsqlParameter<string> { TypedValue = transaction.Feed.Topic },
            },
        };
        using var reader = command.ExecuteReader();
        var deletions = new Dictionary<int, long>();
        while (reader.Read())
        {
            deletions.Add(reader.GetInt32(0), reader.GetInt64(1));
        }

        return deletions;
    }

    /// <summary>
    /// Moves the offsets of a batch from where it began and counts what it held. Affects fewer rows than
    /// <paramref name="advances"/> when another worker has moved them, or a symbol was deleted since
    /// <paramref name="deletions"/> were read: then the batch is not to be written.
    /// </summary>
    internal static NpgsqlBatchCommand Advance(
        FeedKey feed, IReadOnlyCollection<PartitionAdvance> advances, IReadOnlyDictionary<int, long> deletions) => new(
        """
        UPDATE feed_offsets f
        SET next_offset = u.next, accepted = accepted + u.inserted, duplicates = duplicates + u.duplicate,
            rejected = rejected + u.refused, skipped = skipped + u.passed, ignored = f.ignored + u.ignored,
            moved_at = now()
        FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11)
            AS u(partition, expected, next, inserted, duplicate, refused, passed, deletions, ignored)
        WHERE f.cluster_id = $1 AND f.topic = $2 AND f.partition = u.partition AND f.next_offset = u.expected
            AND f.deletions = u.deletions
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = feed.ClusterId },
            new NpgsqlParameter<string> { TypedValue = feed.Topic },
            Sql.Array(NpgsqlDbType.Integer, advances.Select(advance => advance.Partition).ToArray()),
            Sql.Array(NpgsqlDbType.Bigint, advances.Select(advance => advance.From).ToArray()),
            Sql.Array(NpgsqlDbType.Bigint, advances.Select(advance => advance.To).ToArray()),
            Sql.Array(NpgsqlDbType.Bigint, advances.Select(advance => (long)advance.Inserted).ToArray()),
            Sql.Array(NpgsqlDbType.Bigint, advances.Select(advance => (long)advance.Duplicates).ToArray()),
            Sql.Array(NpgsqlDbType.Bigint, advances.Select(advance => (long)advance.Rejected).ToArray()),
            Sql.Array(NpgsqlDbType.Bigint, advances.Select(advance => advance.Skipped).ToArray()),
            Sql.Array(NpgsqlDbType.Bigint, advances.Select(advance => deletions.GetValueOrDefault(advance.Partition)).ToArray()),
            Sql.Array(NpgsqlDbType.Bigint, advances.Select(advance => (long)advance.Ignored).ToArray()),
        },
    };
}
