using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>
/// All that a stretch of the feeds leaves in the database, but for the times at which it was written: two runs over the
/// same logs have the same.
/// </summary>
internal static class Fingerprint
{
    private static readonly (string Table, string Sql)[] Parts =
    [
        ("feed_offsets",
            "SELECT cluster_id, topic, partition, start_offset, next_offset, accepted, duplicates, rejected, skipped FROM feed_offsets"),
        ("rejected", """SELECT topic, partition, "offset", reason, detail, encode(payload, 'hex') FROM rejected"""),
        ("prices", "SELECT * FROM prices"),
        ("candles_1m", "SELECT * FROM candles_1m"),
        ("feed_candles_1m", "SELECT * FROM feed_candles_1m"),
        ("latest_prices", "SELECT * FROM latest_prices"),
        ("alerts", """
            SELECT alert_id, kind, feed, symbol, venue, severity, detected_at, message, inputs::text, source_topic, source_partition, source_offset
            FROM alerts
            """),
        ("rule_states", "SELECT feed, key, state::text FROM rule_states"),
        ("commodity_positions", "SELECT * FROM commodity_positions"),
        ("trader_book", "SELECT * FROM trader_book"),
        ("trader_book_5m", "SELECT * FROM trader_book_5m"),
        ("open_positions", "SELECT trade_id, mark, mark_time, unrealized FROM open_positions"),
        ("pnl_by_commodity", "SELECT * FROM pnl_by_commodity"),
        ("commodity_days", "SELECT * FROM commodity_days"),
    ];

    /// <summary>By table, its rows as text in the order of the text.</summary>
    internal static async Task<Dictionary<string, List<string>>> TakeAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var taken = new Dictionary<string, List<string>>();
        foreach (var (table, sql) in Parts)
        {
            await using var command = source.CreateCommand(sql);
            await using var reader = await command.ExecuteReaderAsync();
            var rows = taken[table] = [];
            while (await reader.ReadAsync())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader.GetValue(column)))));
            }

            rows.Sort(StringComparer.Ordinal);
        }

        return taken;
    }

    internal static void AssertSame(Dictionary<string, List<string>> expected, Dictionary<string, List<string>> actual)
    {
        foreach (var (table, rows) in expected.Where(part => Hash(part.Value) != Hash(actual[part.Key])))
        {
            Assert.Fail($"""
                {table} differs.
                Only in the first: {string.Join("\n", rows.Except(actual[table]).Take(3))}
                Only in the other: {string.Join("\n", actual[table].Except(rows).Take(3))}
                """);
        }
    }

    private static string Hash(List<string> rows) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))));

    /// <summary>Numbers by their value: 1.50 is 1.5.</summary>
    private static string Text(object value) => value switch
    {
        decimal number => number.ToString("G29", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
