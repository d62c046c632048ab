using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Pipeline.Incidents;

/// <summary>Writes the table <c>incidents</c>; each row by the terminal that saw it.</summary>
internal static class IncidentTable
{
    public static async Task WriteAsync(
        NpgsqlConnection connection, Guid run, IReadOnlyList<Incident> incidents, CancellationToken cancellationToken)
    {
        if (incidents.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            INSERT INTO incidents AS t (incident_id, run_id, kind, feed, began_at, ended_at, is_end_seen, waited, messages, detail)
            SELECT id, $1, kind, feed, began_at, ended_at, is_end_seen, waited, messages, detail
            FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) AS i(id, kind, feed, began_at, ended_at, is_end_seen, waited, messages, detail)
            ON CONFLICT (incident_id) DO UPDATE SET (ended_at, is_end_seen, waited, messages, detail) =
                (EXCLUDED.ended_at, EXCLUDED.is_end_seen, EXCLUDED.waited, EXCLUDED.messages, EXCLUDED.detail)
            """,
            connection)
        {
            CommandTimeout = (int)DatabasePools.Patience.TotalSeconds,
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = run },
                Sql.Array(NpgsqlDbType.Uuid, incidents.Select(incident => incident.Id).ToArray()),
                Sql.Array(NpgsqlDbType.Text, incidents.Select(incident => incident.Kind).ToArray()),
                Sql.Array(NpgsqlDbType.Text, incidents.Select(incident => incident.Feed).ToArray()),
                Sql.Array(NpgsqlDbType.TimestampTz, incidents.Select(incident => incident.BeganAt).ToArray()),
                Sql.Array(NpgsqlDbType.TimestampTz, incidents.Select(incident => incident.EndedAt).ToArray()),
                Sql.Array(NpgsqlDbType.Boolean, incidents.Select(incident => incident.IsEndSeen).ToArray()),
                Sql.Array(NpgsqlDbType.Bigint, incidents.Select(incident => incident.Waited).ToArray()),
                Sql.Array(NpgsqlDbType.Bigint, incidents.Select(incident => incident.Messages).ToArray()),
                Sql.Array(NpgsqlDbType.Text, incidents.Select(incident => incident.Detail.Replace('\0', ' ')).ToArray()),
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
