using System.Diagnostics;
using Npgsql;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Ingest.Embedded.Postgres;

namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>Reads a terminal's figures from outside: from the system, its database's own counters and its metrics.</summary>
internal sealed class ServerMeter : IAsyncDisposable
{
    private readonly LiveTerminal _terminal;
    private readonly Process _process;
    private readonly NpgsqlConnection _database;

    private ServerMeter(LiveTerminal terminal, NpgsqlConnection database) =>
        (_terminal, _process, _database) = (terminal, Process.GetProcessById(terminal.ProcessId), database);

    public static async Task<ServerMeter> OpenAsync(LiveTerminal terminal)
    {
        var database = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Postmaster.Find(terminal.Database.Data)!.Port,
            Database = EmbeddedPostgres.Name,
            Username = EmbeddedPostgres.Name,
            Password = terminal.Database.Password.Value,
        }.ConnectionString);
        await database.OpenAsync();
        return new ServerMeter(terminal, database);
    }

    public async Task<ServerReading> ReadAsync()
    {
        await using var command = new NpgsqlCommand(
            "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()", _database);
        var transactions = (long)(await command.ExecuteScalarAsync())!;
        var version = (await MetricsAsync())["terminal_market_version"];
        _process.Refresh();
        return new ServerReading(Stopwatch.GetTimestamp(), _process.TotalProcessorTime, transactions, version);
    }

    /// <summary>Bytes in use on the managed heap after everything that can go has gone.</summary>
    public async Task<double> LiveHeapAsync()
    {
        await DiagnosticsPort.CollectAsync(_terminal.ProcessId);
        var metrics = await MetricsAsync();
        return SumOf("dotnet_gc_last_collection_heap_size_bytes") - SumOf("dotnet_gc_last_collection_heap_fragmentation_size_bytes");

        double SumOf(string name) =>
            metrics.Where(metric => metric.Key.StartsWith(name + '{', StringComparison.Ordinal)).Sum(metric => metric.Value);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        await _database.DisposeAsync();
    }

    private async Task<Dictionary<string, double>> MetricsAsync() =>
        MetricsText.Parse(await _terminal.Http.GetStringAsync(new Uri("metrics", UriKind.Relative)));
}
