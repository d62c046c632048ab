using Npgsql;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Candles;

/// <summary>
/// Works minute candles out again from the rows they were made of, and says which differ. One statement sees both as of one
/// moment, and a transaction changes both: a late event is no difference.
/// </summary>
internal static class CandleCheck
{
    /// <summary>Differences named; where there are more, these are enough.</summary>
    public const int Most = 5;

    /// <summary>Words for each candle of the feed from one minute to before another that differs, and its minute.</summary>
    public static async Task<List<(DateTime Minute, string Words)>> DifferencesAsync(
        NpgsqlConnection connection, string feed, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Sql(feed), connection)
        {
            CommandTimeout = (int)DatabasePools.Patience.TotalSeconds,
            Parameters = { new NpgsqlParameter<DateTime> { TypedValue = from }, new NpgsqlParameter<DateTime> { TypedValue = to } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var differences = new List<(DateTime, string)>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var (symbol, venue, minute) = (reader.GetString(0), reader.GetString(1), reader.GetDateTime(2));
            long? rows = reader.IsDBNull(3) ? null : reader.GetInt64(3);
            long? counted = reader.IsDBNull(4) ? null : reader.GetInt64(4);
            differences.Add((minute, FormattableString.Invariant(
                $"{symbol}{(venue.Length > 0 ? $" at {venue}" : "")} {minute:yyyy-MM-dd HH:mm}: {Words(rows, counted)}")));
        }

        return differences;
    }

    private static string Words(long? rows, long? counted) => (rows, counted) switch
    {
        (_, null) => FormattableString.Invariant($"{rows:N0} rows and no candle"),
        (null, _) => FormattableString.Invariant($"a candle of {counted:N0} and no rows"),
        _ when rows != counted => FormattableString.Invariant($"a candle of {counted:N0} and {rows:N0} rows"),
        _ => "the candle is not what its rows make",
    };

    // The feed as a literal: the views then read that feed's own tables and nothing else.
    private static string Sql(string feed) =>
        $"""
        WITH again AS (
            SELECT symbol, venue, date_trunc('minute', event_time, 'UTC') AS bucket, count(*) AS ticks,
                (array_agg(price ORDER BY event_time, source_partition, source_offset))[1] AS open, max(price) AS high, min(price) AS low,
                (array_agg(price ORDER BY event_time DESC, source_partition DESC, source_offset DESC))[1] AS close, sum(volume) AS volume
            FROM prices WHERE feed = '{feed}' AND event_time >= $1 AND event_time < $2 GROUP BY 1, 2, 3),
        stored AS (SELECT * FROM candles WHERE feed = '{feed}' AND bucket >= $1 AND bucket < $2)
        SELECT symbol, venue, bucket, a.ticks, s.tick_count FROM again a FULL JOIN stored s USING (symbol, venue, bucket)
        WHERE (a.ticks, a.open, a.high, a.low, a.close, a.volume) IS DISTINCT FROM (s.tick_count, s.open, s.high, s.low, s.close, s.volume)
        ORDER BY bucket DESC, symbol, venue LIMIT {Most}
        """;
}
