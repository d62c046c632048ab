using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Producers.Replay.Recordings;

/// <summary>Reads what a feed has stored of a range of time, in the order it happened.</summary>
internal static class RecordingRange
{
    /// <summary>
    /// All of it at once: what a replay stores lands in the same range, and must not be read by that replay again.
    /// </summary>
    /// <exception cref="RecordingException">There is nothing in the range, or too much.</exception>
    public static async Task<Recording> ReadAsync(
        TerminalDbContext database, ReplayFormat format, DateTime from, DateTime to, FeedJudge judge, DateTime utcNow,
        CancellationToken cancellationToken)
    {
        await database.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(Sql(format), (NpgsqlConnection)database.Database.GetDbConnection())
        {
            Parameters = { Time("from", from), Time("to", to) },
        };
        var events = ImmutableArray.CreateBuilder<RecordedEvent>();
        using var wire = new WireWriter();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                events.Add(Read(reader, format, wire, judge, utcNow));
            }
        }

        return events.Count switch
        {
            0 => throw new RecordingException(
                $"Nothing of feed {format.Feed} is stored from {from:yyyy-MM-ddTHH:mm:ssZ} to {to:yyyy-MM-ddTHH:mm:ssZ}."),
            > Recording.MostEvents => throw new RecordingException(
                $"More than {Recording.MostEvents:N0} events of feed {format.Feed} are stored in this range, which is the most for one replay; choose a shorter one."),
            _ => new Recording(format, new RecordingSource(format.Feed, null, from, to), events.ToImmutable()),
        };
    }

    /// <summary>One more than allowed tells that there are too many. Names and expressions are ours, never input.</summary>
    private static string Sql(ReplayFormat format) =>
        $"""
         SELECT {string.Join(", ", format.Columns.Select(column => column.Sql))}
         FROM {format.Table}
         WHERE {format.TimeColumn} >= @from AND {format.TimeColumn} < @to
         ORDER BY {format.TimeColumn}, source_partition, source_offset
         LIMIT {Recording.MostEvents + 1}
         """;

    private static RecordedEvent Read(NpgsqlDataReader reader, ReplayFormat format, WireWriter wire, FeedJudge judge, DateTime utcNow)
    {
        var key = "";
        wire.Begin();
        for (var i = 0; i < format.Columns.Length; i++)
        {
            if (!reader.IsDBNull(i))
            {
                var column = format.Columns[i];
                wire.Add(column, reader.GetValue(i));
                key = column.Name == format.Key ? reader.GetString(i) : key;
            }
        }

        var message = wire.End();
        return judge(message, utcNow, out var symbol, out var at, out var detail)
            ? new RecordedEvent(key, message, symbol!, at)
            : throw new RecordingException($"A stored event of feed {format.Feed} would not be accepted again: {detail}");
    }

    private static NpgsqlParameter<DateTime> Time(string name, DateTime utc) =>
        new(name, NpgsqlDbType.TimestampTz) { TypedValue = utc };
}
