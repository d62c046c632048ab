using Npgsql;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Prices;

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
        await using var command = Sql.Question(connection, Comparison(feed), from, to);
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

    /// <summary>How many rows the candles of each minute from one to before another say they were made of.</summary>
    public static async Task<Dictionary<DateTime, long>> RowsAsync(
        NpgsqlConnection connection, string feed, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var command = Sql.Question(
            connection, $"SELECT bucket, sum(tick_count)::bigint FROM candles WHERE feed = '{feed}' AND bucket >= $1 AND bucket < $2 GROUP BY bucket", from,
            to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new Dictionary<DateTime, long>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows[reader.GetDateTime(0)] = reader.GetInt64(1);
        }

        return rows;
    }

    private static string Words(long? rows, long? counted) => (rows, counted) switch
    {
        (_, null) => FormattableString.Invariant($"{rows:N0} rows and no candle"),
        (null, _) => FormattableString.Invariant($"a candle of {counted:N0} and no rows"),
        _ when rows != counted => FormattableString.Invariant($"a candle of {counted:N0} and {rows:N0} rows"),
        _ => "the candle is not what its rows make",
    };

    // A sum of prices may be missing only where it is known to be, until it is worked out. Earlier versions took eight decimals of a
    // price into the notional.
    // The feed as a literal: the views then read that feed's own tables and nothing else. Open and close are looked for at the
    // times that the candle gives for them: to sort the rows for them would take most of the time.
    private static string Comparison(string feed) =>
        $"""
        WITH stored AS (
            SELECT c.*, price_sum IS NULL AND d.day IS NOT NULL AS later
            FROM candles c LEFT JOIN unsummed_days d ON d.day = date_trunc('day', c.bucket, 'UTC')
            WHERE feed = '{feed}' AND bucket >= $1 AND bucket < $2),
        again AS (
            SELECT p.symbol, p.venue, date_trunc('minute', p.event_time, 'UTC') AS bucket, count(*) AS ticks,
                max(p.price) AS high, min(p.price) AS low,
                sum(p.volume) AS volume, sum(p.price) AS prices, sum(p.price * p.volume) AS notional,
                sum(trunc(p.price, 8) * p.volume) AS cut, min(p.event_time) AS first_at, max(p.event_time) AS last_at,
                bool_or(p.event_time = c.open_at AND p.price = c.open) AS opens, bool_or(p.event_time = c.close_at AND p.price = c.close) AS closes
            FROM prices p LEFT JOIN stored c
                ON c.symbol = p.symbol AND c.venue = p.venue AND c.bucket = date_trunc('minute', p.event_time, 'UTC')
            WHERE p.feed = '{feed}' AND p.event_time >= $1 AND p.event_time < $2 GROUP BY 1, 2, 3)
        SELECT symbol, venue, bucket, a.ticks, s.tick_count FROM again a FULL JOIN stored s USING (symbol, venue, bucket)
        WHERE (a.ticks, a.high, a.low, a.volume, a.prices, a.first_at, a.last_at, a.opens, a.closes)
            IS DISTINCT FROM (s.tick_count, s.high, s.low, s.volume, CASE WHEN s.later THEN a.prices ELSE s.price_sum END,
                s.open_at, s.close_at, true, true)
            OR s.notional NOT IN (a.notional, a.cut)
        ORDER BY bucket DESC, symbol, venue LIMIT {Most}
        """;
}
