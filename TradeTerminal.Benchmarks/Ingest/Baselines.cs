using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Benchmarks.Ingest;

/// <summary>The usual ways to store trades, each written as well as its style allows.</summary>
internal sealed class Baselines(BenchDatabase database)
{
    private const string Columns = "trade_id, ticker, price, volume, side, executed_at, source_partition, source_offset";

    /// <summary>A table with a primary key on the id, as an EF model would make it.</summary>
    public void CreateTables() => database.Execute(
        """
        CREATE TABLE keyed (trade_id uuid PRIMARY KEY, ticker text NOT NULL, price numeric NOT NULL, volume numeric NOT NULL,
            side text NOT NULL, executed_at timestamptz NOT NULL, source_partition int NOT NULL, source_offset bigint NOT NULL);
        CREATE TABLE plain (LIKE keyed);
        """);

    public double AddRange(IReadOnlyList<Trade> trades, int batch) => Measure("keyed", trades.Count, () =>
    {
        foreach (var chunk in trades.Chunk(batch))
        {
            using var context = new KeyedContext(database.ConnectionString);
            context.AddRange(chunk.Select(KeyedTrade.Of));
            context.SaveChanges();
        }
    });

    public double OneByOne(IReadOnlyList<Trade> trades) => Measure("keyed", trades.Count, () =>
    {
        using var connection = database.Open();
        using var insert = new NpgsqlCommand($"INSERT INTO keyed ({Columns}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)", connection);
        for (var i = 0; i < 8; i++)
        {
            insert.Parameters.Add(new NpgsqlParameter());
        }

        foreach (var trade in trades)
        {
            object[] values = [trade.TradeId, trade.Ticker, trade.Price, trade.Volume, Text(trade.Side), trade.ExecutedAt, trade.Partition, trade.Offset];
            for (var i = 0; i < values.Length; i++)
            {
                insert.Parameters[i].Value = values[i];
            }

            if (!insert.IsPrepared)
            {
                insert.Prepare();
            }

            insert.ExecuteNonQuery();
        }
    });

    public double Copy(IReadOnlyList<Trade> trades, int batch) => Measure("plain", trades.Count, () =>
    {
        using var connection = database.Open();
        foreach (var chunk in trades.Chunk(batch))
        {
            using var import = connection.BeginBinaryImport($"COPY plain ({Columns}) FROM STDIN (FORMAT binary)");
            foreach (var trade in chunk)
            {
                import.StartRow();
                import.Write(trade.TradeId, NpgsqlDbType.Uuid);
                import.Write(trade.Ticker, NpgsqlDbType.Text);
                import.Write(trade.Price, NpgsqlDbType.Numeric);
                import.Write(trade.Volume, NpgsqlDbType.Numeric);
                import.Write(Text(trade.Side), NpgsqlDbType.Text);
                import.Write(trade.ExecutedAt, NpgsqlDbType.TimestampTz);
                import.Write(trade.Partition, NpgsqlDbType.Integer);
                import.Write(trade.Offset, NpgsqlDbType.Bigint);
            }

            import.Complete();
        }
    });

    private double Measure(string table, int rows, Action write)
    {
        database.Execute($"TRUNCATE {table}");
        database.Execute("CHECKPOINT");
        var started = Stopwatch.GetTimestamp();
        write();
        var rate = rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var stored = database.Scalar<long>($"SELECT count(*) FROM {table}");
        return stored == rows ? rate : throw new InvalidOperationException($"Wrong result: {stored} rows of {rows} in {table}.");
    }

    private static string Text(Side side) => side.Code();

    private sealed class KeyedTrade
    {
        public Guid TradeId { get; init; }

        public string Ticker { get; init; } = "";

        public decimal Price { get; init; }

        public decimal Volume { get; init; }

        public string Side { get; init; } = "";

        public DateTime ExecutedAt { get; init; }

        public int SourcePartition { get; init; }

        public long SourceOffset { get; init; }

        public static KeyedTrade Of(Trade trade) => new()
        {
            TradeId = trade.TradeId,
            Ticker = trade.Ticker,
            Price = trade.Price,
            Volume = trade.Volume,
            Side = Text(trade.Side),
            ExecutedAt = trade.ExecutedAt,
            SourcePartition = trade.Partition,
            SourceOffset = trade.Offset,
        };
    }

    private sealed class KeyedContext(string connectionString) : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseNpgsql(connectionString);

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            var trade = modelBuilder.Entity<KeyedTrade>().ToTable("keyed");
            trade.HasKey(row => row.TradeId);
            trade.Property(row => row.TradeId).HasColumnName("trade_id").ValueGeneratedNever();
            trade.Property(row => row.Ticker).HasColumnName("ticker");
            trade.Property(row => row.Price).HasColumnName("price");
            trade.Property(row => row.Volume).HasColumnName("volume");
            trade.Property(row => row.Side).HasColumnName("side");
            trade.Property(row => row.ExecutedAt).HasColumnName("executed_at");
            trade.Property(row => row.SourcePartition).HasColumnName("source_partition");
            trade.Property(row => row.SourceOffset).HasColumnName("source_offset");
        }
    }
}
