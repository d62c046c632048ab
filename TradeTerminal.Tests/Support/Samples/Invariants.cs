using Npgsql;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>What went in: every trade's id once, how many messages carried them or anything else, what must be refused.</summary>
internal sealed record Expected(IReadOnlyCollection<Guid> TradeIds, long Messages, IReadOnlyCollection<byte[]?> Rejected)
{
    internal Expected(IReadOnlyCollection<Guid> tradeIds, long messages)
        : this(tradeIds, messages, [])
    {
    }
}

/// <summary>What holds in the database whatever has happened on the way there.</summary>
internal static class Invariants
{
    internal const string WrongCandles =
        """
        WITH again AS (
            SELECT ticker, date_trunc('minute', executed_at, 'UTC') AS bucket,
                (array_agg(price ORDER BY executed_at, source_partition, source_offset))[1] AS open,
                max(price) AS high, min(price) AS low,
                (array_agg(price ORDER BY executed_at DESC, source_partition DESC, source_offset DESC))[1] AS close,
                sum(volume) AS volume, sum(price * volume) AS notional, sum(price) AS price_sum, count(*) AS trade_count
            FROM trades GROUP BY 1, 2),
        stored AS (
            SELECT ticker, bucket, open, high, low, close, volume, notional, price_sum, trade_count FROM candles_1m)
        SELECT coalesce(string_agg(wrong::text, E'\n'), '') FROM (
            (TABLE again EXCEPT ALL TABLE stored) UNION ALL (TABLE stored EXCEPT ALL TABLE again)) AS wrong
        """;

    internal const string WrongOffsets =
        """
        SELECT coalesce(string_agg(f::text, E'\n'), '') FROM feed_offsets f
        WHERE next_offset - start_offset <> accepted + duplicates + rejected + skipped + ignored OR least(accepted, duplicates, rejected, empty, gone) < 0 OR unexplained <> 0
        """;

    internal static async Task CheckAsync(NpgsqlConnection connection, Expected expected)
    {
        // Every accepted id once.
        Assert.Equal(expected.TradeIds.Count, await AskAsync<long>(connection, "SELECT count(*) FROM trades"));
        Assert.Equal(
            expected.TradeIds.Order(),
            (await AskAsync<Guid[]>(connection, "SELECT coalesce(array_agg(trade_id), '{}') FROM trades")).Order());

        // Candles equal a recomputation.
        Assert.Equal("", await AskAsync<string>(connection, WrongCandles));

        // Offsets passed are stored, duplicate, rejected or known to be gone.
        Assert.Equal("", await AskAsync<string>(connection, WrongOffsets));
        Assert.Equal(expected.Messages, await SumAsync(connection, "next_offset - start_offset - skipped"));
        Assert.Equal(expected.TradeIds.Count, await SumAsync(connection, "accepted"));
        Assert.Equal(expected.Rejected.Count, await SumAsync(connection, "rejected"));

        // Every reject kept, byte for byte, with its place and its reason.
        Assert.Equal(expected.Rejected.Select(Text).Order(StringComparer.Ordinal), await RejectedAsync(connection));
        Assert.Equal(0L, await AskAsync<long>(connection, """
            SELECT count(*) FROM rejected r LEFT JOIN feed_offsets f USING (cluster_id, topic, partition)
            WHERE f.topic IS NULL OR r."offset" < f.start_offset OR r."offset" >= f.next_offset OR r.reason = '' OR r.detail = ''
            """));
    }

    private static async Task<List<string>> RejectedAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT payload FROM rejected", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rejected = new List<string>();
        while (await reader.ReadAsync())
        {
            rejected.Add(Text(reader.IsDBNull(0) ? null : reader.GetFieldValue<byte[]>(0)));
        }

        rejected.Sort(StringComparer.Ordinal);
        return rejected;
    }

    private static Task<long> SumAsync(NpgsqlConnection connection, string what) =>
        AskAsync<long>(connection, $"SELECT coalesce(sum({what}), 0)::bigint FROM feed_offsets");

    private static async Task<T> AskAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static string Text(byte[]? payload) => payload is null ? "tombstone" : $"[{Convert.ToHexString(payload)}]";
}
