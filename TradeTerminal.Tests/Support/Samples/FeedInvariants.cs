using Npgsql;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>What holds in the database for every feed, whatever has happened on the way there.</summary>
internal static class FeedInvariants
{
    /// <summary>All topics are accounted for, and what was worked out from the events equals working it out again.</summary>
    internal static async Task CheckAsync(NpgsqlConnection connection, IEnumerable<FeedContent> contents)
    {
        foreach (var content in contents)
        {
            await CheckAsync(connection, content);
        }

        await CheckFiguresAsync(connection);
    }

    internal static async Task CheckFiguresAsync(NpgsqlConnection connection)
    {
        Assert.Equal("", await AskAsync<string>(connection, Invariants.WrongOffsets));
        Assert.Equal("", await AskAsync<string>(connection, Invariants.WrongCandles));
        foreach (var (again, stored) in Recomputed.All)
        {
            Assert.Equal("", await AskAsync<string>(connection, $"""
                WITH again AS ({again}), stored AS ({stored})
                SELECT coalesce(string_agg(wrong::text, E'\n'), '') FROM (
                    SELECT 'only again', a.* FROM (TABLE again EXCEPT ALL TABLE stored) a
                    UNION ALL SELECT 'only stored', s.* FROM (TABLE stored EXCEPT ALL TABLE again) s LIMIT 10) AS wrong
                """));
        }

        Assert.Equal(
            await AskAsync<long>(connection, "SELECT count(*) FROM open_positions"),
            await AskAsync<long>(connection, Recomputed.OpenedMinusClosed));
    }

    private static async Task CheckAsync(NpgsqlConnection connection, FeedContent content)
    {
        var counts = await AskAsync<long[]>(connection, $"""
            SELECT ARRAY[coalesce(sum(next_offset - start_offset - skipped), 0), coalesce(sum(accepted), 0),
                coalesce(sum(duplicates), 0), coalesce(sum(rejected), 0), (SELECT count(*) FROM {content.Feed.Table})]::bigint[]
            FROM feed_offsets WHERE topic = '{content.Feed.Topic}'
            """);
        Assert.Equal(
            (content.Feed.Name, content.Messages, content.Accepted, content.Duplicates, content.Rejected.Count, content.Accepted),
            (content.Feed.Name, counts[0], counts[1], counts[2], counts[3], counts[4]));
        Assert.Equal(
            content.Rejected.Select(payload => payload is null ? "tombstone" : Convert.ToHexStringLower(payload))
                .Order(StringComparer.Ordinal),
            (await AskAsync<string[]>(connection, $"""
                SELECT coalesce(array_agg(coalesce(encode(payload, 'hex'), 'tombstone')), ARRAY[]::text[]) FROM rejected
                WHERE topic = '{content.Feed.Topic}' AND reason <> '' AND detail <> ''
                """)).Order(StringComparer.Ordinal));
    }

    private static async Task<T> AskAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
