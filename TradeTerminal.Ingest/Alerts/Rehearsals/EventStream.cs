using System.Runtime.CompilerServices;
using Npgsql;

namespace TradeTerminal.Ingest.Alerts.Rehearsals;

/// <summary>
/// Reads stored events of a time range one by one, in the order of event time, then partition, then offset:
/// the order of the log but for late events, and the only one that holds across brokers that were set up
/// anew and count their offsets from 0 again.
/// </summary>
internal sealed class EventStream<TEvent>(string columns, string table, string timeColumn, Func<NpgsqlDataReader, TEvent> read)
{
    /// <summary>From <paramref name="from"/> to before <paramref name="to"/>, UTC.</summary>
    public async IAsyncEnumerable<TEvent> ReadAsync(
        NpgsqlConnection connection, DateTime from, DateTime to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Table and columns are constants of this program; the range is not.
        await using var command = new NpgsqlCommand(
            $"""
            SELECT {columns}, {timeColumn}, source_partition, source_offset FROM {table}
            WHERE {timeColumn} >= $1 AND {timeColumn} < $2
            ORDER BY {timeColumn}, source_partition, source_offset
            """,
            connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new NpgsqlParameter<DateTime> { TypedValue = from },
                new NpgsqlParameter<DateTime> { TypedValue = to },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return read(reader);
        }
    }
}
