using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>Stores alerts; one that is stored already stays as it is.</summary>
internal static class AlertWriter
{
    public static NpgsqlBatchCommand Insert(FeedKey feed, IReadOnlyList<Alert> alerts, DateTime utcNow) => new(
        """
        INSERT INTO alerts (alert_id, kind, feed, symbol, venue, severity, detected_at, message, inputs,
            source_topic, source_partition, source_offset, raised_at)
        SELECT u.alert_id, u.kind, u.feed, u.symbol, u.venue, u.severity, u.detected_at, u.message, u.inputs::json,
            $1, u.source_partition, u.source_offset, $2
        FROM unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            AS u(alert_id, kind, feed, symbol, venue, severity, detected_at, message, inputs, source_partition, source_offset)
        ON CONFLICT (alert_id) DO NOTHING
        """)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = feed.Topic },
            new NpgsqlParameter<DateTime> { TypedValue = utcNow },
            Sql.Array(NpgsqlDbType.Uuid, alerts.Select(alert => alert.AlertId).ToArray()),
            Sql.Array(NpgsqlDbType.Text, alerts.Select(alert => alert.Kind.Code()).ToArray()),
            Sql.Array(NpgsqlDbType.Text, alerts.Select(alert => alert.Feed).ToArray()),
            Sql.Array(NpgsqlDbType.Text, alerts.Select(alert => alert.Symbol).ToArray()),
            Sql.Array(NpgsqlDbType.Text, alerts.Select(alert => alert.Venue).ToArray()),
            Sql.Array(NpgsqlDbType.Text, alerts.Select(alert => alert.Severity.Code()).ToArray()),
            Sql.Array(NpgsqlDbType.TimestampTz, alerts.Select(alert => alert.DetectedAt).ToArray()),
            Sql.Array(NpgsqlDbType.Text, alerts.Select(alert => alert.Message).ToArray()),
            Sql.Array(NpgsqlDbType.Text, alerts.Select(alert => AlertInputs.ToJson(alert.Inputs)).ToArray()),
            Sql.Array(NpgsqlDbType.Integer, alerts.Select(alert => alert.Partition).ToArray()),
            Sql.Array(NpgsqlDbType.Bigint, alerts.Select(alert => alert.Offset).ToArray()),
        },
    };
}
