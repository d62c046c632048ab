using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>Keeps what was refused, byte for byte, beside the data.</summary>
internal static class RejectWriter
{
    public static NpgsqlBatchCommand Insert<TEvent>(
        FeedKey feed, FeedBatch<TEvent> batch, IReadOnlyList<Verdict<TEvent>> refused, DateTime utcNow)
        where TEvent : struct, IFeedEvent<TEvent> => new(
        """
        INSERT INTO rejected (cluster_id, topic, partition, "offset", reason, detail, payload, rejected_at)
        SELECT $1, $2, u.partition, u.at, u.reason, u.detail, u.payload, $3
        FROM unnest($4, $5, $6, $7, $8) AS u(partition, at, reason, detail, payload)
        ON CONFLICT DO NOTHING
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = feed.ClusterId },
            new NpgsqlParameter<string> { TypedValue = feed.Topic },
            new NpgsqlParameter<DateTime> { TypedValue = utcNow },
            Sql.Array(NpgsqlDbType.Integer, refused.Select(verdict => verdict.Event.Partition).ToArray()),
            Sql.Array(NpgsqlDbType.Bigint, refused.Select(verdict => verdict.Event.Offset).ToArray()),
            Sql.Array(NpgsqlDbType.Text, refused.Select(verdict => verdict.Reason.Code()).ToArray()),
            Sql.Array(NpgsqlDbType.Text, refused.Select(verdict => verdict.Detail ?? "").ToArray()),
            Sql.Array(NpgsqlDbType.Bytea, refused.Select(verdict => batch.Payload(verdict)).ToArray()),
        },
    };
}
