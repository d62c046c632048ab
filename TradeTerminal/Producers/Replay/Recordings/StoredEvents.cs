using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>Finds which events of a recording its feed's table has already.</summary>
internal static class StoredEvents
{
    /// <summary>How many of the events have a row of their symbol and time.</summary>
    public static async Task<long> CountAsync(TerminalDbContext database, Recording recording, CancellationToken cancellationToken)
    {
        await database.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var (format, events) = (recording.Format, recording.Events);
        await using var command = new NpgsqlCommand(Sql(format), (NpgsqlConnection)database.Database.GetDbConnection())
        {
            Parameters =
            {
                Array("symbols", NpgsqlDbType.Text, [.. events.Select(recorded => recorded.Symbol)]),
                Array("times", NpgsqlDbType.TimestampTz, [.. events.Select(recorded => recorded.At)]),
                new NpgsqlParameter<DateTime>("first", NpgsqlDbType.TimestampTz) { TypedValue = events[0].At },
                new NpgsqlParameter<DateTime>("last", NpgsqlDbType.TimestampTz) { TypedValue = events[^1].At },
            },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>The bounds keep the days of other times out of it. Names are ours, never input.</summary>
    private static string Sql(ReplayFormat format) =>
        $"""
         SELECT count(*) FROM unnest(@symbols, @times) AS sent (symbol, at)
         WHERE EXISTS (
             SELECT FROM {format.Table}
             WHERE {format.Table}.{format.SymbolColumn} = sent.symbol AND {format.TimeColumn} = sent.at
                 AND {format.TimeColumn} BETWEEN @first AND @last)
         """;

    private static NpgsqlParameter<T[]> Array<T>(string name, NpgsqlDbType element, T[] values) =>
        new(name, NpgsqlDbType.Array | element) { TypedValue = values };
}
