using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// Counts the rows there are of stretches of the log. There may be more than went in, as a row does not say which cluster it is
/// of and an offset comes again in another; fewer there may not be, but for those that an operator has deleted.
/// </summary>
internal static class RowCounts
{
    /// <summary>Words for each stretch that lacks rows, by stretch.</summary>
    public static async Task<Dictionary<StoredStretch, string>> MissingAsync(
        NpgsqlConnection connection, Feed feed, IReadOnlyCollection<StoredStretch> stretches, CancellationToken cancellationToken)
    {
        var missing = new Dictionary<StoredStretch, string>();
        // One that is an hour old and one of now are two questions: what lies between would be read for nothing.
        foreach (var near in stretches.GroupBy(stretch => stretch.Oldest.Ticks / StoredLedger.Widest.Ticks))
        {
            var asked = near.ToArray();
            await using var command = Count(connection, feed, asked);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var (stretch, rows) = (asked[reader.GetInt64(0) - 1], reader.GetInt64(1));
                if (rows < stretch.Events)
                {
                    missing[stretch] = FormattableString.Invariant(
                        $"partition {stretch.Partition}: of {stretch.Events:N0} events stored from offset {stretch.From:N0} to before {stretch.To:N0} {stretch.Events - rows:N0} are missing");
                }
            }
        }

        return missing;
    }

    // A deletion takes a row and keeps its offset in one transaction: this one statement sees either.
    private static NpgsqlCommand Count(NpgsqlConnection connection, Feed feed, StoredStretch[] asked) => new(
        $"""
        SELECT s.nr, count(t.source_offset) + (
            SELECT count(*) FROM deleted_events d CROSS JOIN LATERAL unnest(d.offsets) AS gone(place)
            WHERE d.feed = '{feed.Name}' AND d.source_partition = s.partition AND d.last_offset >= s.first AND d.first_offset < s.next
                AND d.offsets IS NOT NULL AND gone.place >= s.first AND gone.place < s.next)
        FROM unnest($1, $2, $3) WITH ORDINALITY AS s(partition, first, next, nr)
            LEFT JOIN {feed.Table.Name} t ON t.source_partition = s.partition AND t.source_offset >= s.first AND t.source_offset < s.next
                AND t.{feed.Table.TimeColumn} >= $4 AND t.{feed.Table.TimeColumn} <= $5
        GROUP BY s.nr, s.partition, s.first, s.next
        """,
        connection)
    {
        CommandTimeout = (int)DatabasePools.Patience.TotalSeconds,
        Parameters =
        {
            Sql.Array(NpgsqlDbType.Integer, asked.Select(stretch => stretch.Partition).ToArray()),
            Sql.Array(NpgsqlDbType.Bigint, asked.Select(stretch => stretch.From).ToArray()),
            Sql.Array(NpgsqlDbType.Bigint, asked.Select(stretch => stretch.To).ToArray()),
            new NpgsqlParameter<DateTime> { TypedValue = asked.Min(stretch => stretch.Oldest) },
            new NpgsqlParameter<DateTime> { TypedValue = asked.Max(stretch => stretch.Newest) },
        },
    };
}
