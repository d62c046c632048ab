using System.Globalization;
using Npgsql;
using TradeTerminal.Benchmarks.Ingest;

namespace TradeTerminal.Benchmarks.Sides;

/// <summary>Fills the day's partition with trades of random ids, as a busy day has left it by the evening.</summary>
internal static class DayFill
{
    public static void Run(BenchDatabase database, int rows)
    {
        var leaf = string.Create(CultureInfo.InvariantCulture, $"trades_{SideTrades.Day:yyyyMMdd}");
        using var connection = database.Open();
        // Filled first and indexed then: only so does a random index take seconds.
        var indexes = Indexes(connection, leaf);
        Execute(connection, "TRUNCATE trades, candles_1m");
        Execute(connection, string.Concat(indexes.Select(index => $"DROP INDEX {index.Name};")));
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO trades (trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset)
            SELECT gen_random_uuid(), 'T0000' || i % 7, 100 + i % 100 / 100.0, 1 + i % 500, 'buy',
                '{SideTrades.Day:yyyy-MM-dd}T00:00:00Z'::timestamptz + i * (interval '20 hours' / {rows}), 9, i
            FROM generate_series(1, {rows}) AS i
            """));
        Execute(connection, "SET maintenance_work_mem = '1GB'");
        Execute(connection, string.Concat(indexes.Select(index => $"{index.Definition};")));
        Execute(connection, $"VACUUM ANALYZE {leaf}");
        Execute(connection, "CHECKPOINT");
    }

    /// <summary>Those of the partition's own; what it has from the parent can't be dropped alone.</summary>
    private static List<(string Name, string Definition)> Indexes(NpgsqlConnection connection, string leaf)
    {
        using var command = new NpgsqlCommand(
            """
            SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
            WHERE indrelid = $1::regclass AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = indexrelid)
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = leaf } },
        };
        using var reader = command.ExecuteReader();
        var indexes = new List<(string, string)>();
        while (reader.Read())
        {
            indexes.Add((reader.GetString(0), reader.GetString(1)));
        }

        return indexes;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 1_200 };
        command.ExecuteNonQuery();
    }
}
