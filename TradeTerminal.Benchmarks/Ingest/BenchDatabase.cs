using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Benchmarks.Ingest;

/// <summary>A private, durable PostgreSQL with the terminal's schema, in a temporary folder.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres _server;
    private readonly DirectoryInfo _folder;
    private readonly TerminalDatabase _contexts;

    private BenchDatabase(EmbeddedPostgres server, DirectoryInfo folder, TimeProvider clock)
    {
        (_server, _folder) = (server, folder);
        _contexts = new TerminalDatabase(() => server.ConnectionString);
        Days = new DayPartitions(
            _contexts, Options.Create(new StorageOptions()), clock, NullLogger<DayPartitions>.Instance);
    }

    public string ConnectionString => _server.ConnectionString;

    public IDbContextFactory<TerminalDbContext> Contexts => _contexts;

    public DayPartitions Days { get; }

    /// <param name="clock">What day is open; null for today's.</param>
    public static async Task<BenchDatabase> StartAsync(TimeProvider? clock = null)
    {
        var folder = Directory.CreateTempSubdirectory("terminal-bench-");
        var server = await EmbeddedPostgres.StartAsync(
            folder.FullName, PostgresBinaries.Find(null), NullLogger.Instance, CancellationToken.None);
        var database = new BenchDatabase(server, folder, clock ?? TimeProvider.System);
        await using var context = database._contexts.CreateDbContext();
        await context.CreateSchemaAsync(CancellationToken.None);
        return database;
    }

    public string Describe() =>
        $"PostgreSQL {_server.Version}, fsync {Scalar<string>("SHOW fsync")}, synchronous_commit {Scalar<string>("SHOW synchronous_commit")}";

    public NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public T Scalar<T>(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>Empties the tables; a checkpoint keeps one side's writes from being paid for by the next.</summary>
    public void Clear()
    {
        Execute("TRUNCATE trades, candles_1m, rejected, feed_offsets");
        Execute("CHECKPOINT");
    }

    /// <summary>Throws unless exactly these trades are stored and every offset is accounted for.</summary>
    public void Check(long rows, decimal volume)
    {
        var stored = Scalar<long>("SELECT count(*) FROM trades");
        var storedVolume = Scalar<decimal>("SELECT coalesce(sum(volume), 0) FROM trades");
        var candleVolume = Scalar<decimal>("SELECT coalesce(sum(volume), 0) FROM candles_1m");
        var open = Scalar<long>(
            "SELECT count(*) FROM feed_offsets WHERE next_offset - start_offset <> accepted + duplicates + rejected + skipped");
        if (stored != rows || storedVolume != volume || candleVolume != volume || open != 0)
        {
            throw new InvalidOperationException(
                $"Wrong result: {stored} rows of {rows}, volume {storedVolume} of {volume}, candles {candleVolume}, {open} partitions not accounted for.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _contexts.Dispose();
        NpgsqlConnection.ClearAllPools();
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
