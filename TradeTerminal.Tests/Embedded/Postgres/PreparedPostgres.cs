using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Embedded.Postgres;

/// <summary>
/// A stopped server's folder with a table "kept" of one row, 42. A class's tests share it, as setting one up takes longer
/// than most of them: each leaves it stopped and whole.
/// </summary>
public sealed class PreparedPostgres : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal static PostgresBinaries Binaries { get; } = PostgresBinaries.Find(null);

    internal string Folder => _folder.Path;

    public async ValueTask InitializeAsync()
    {
        await using var postgres = await StartAsync(Folder);
        await ExecuteAsync(postgres, "CREATE TABLE kept AS SELECT 42 AS answer");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static Task<EmbeddedPostgres> StartAsync(string folder, ILogger? logger = null) =>
        EmbeddedPostgres.StartAsync(folder, Binaries, logger ?? NullLogger.Instance, TestContext.Current.CancellationToken);

    internal static async Task ExecuteAsync(EmbeddedPostgres postgres, string sql) => await AskAsync(postgres, sql);

    internal static async Task<object?> AskAsync(EmbeddedPostgres postgres, string sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    internal static int ProcessOf(string folder) =>
        Postmaster.Find(DataOf(folder))?.ProcessId ?? throw new InvalidOperationException($"No server runs on {folder}.");

    internal static bool IsRunning(string folder) => Postmaster.Find(DataOf(folder)) is not null;

    internal static string DataOf(string folder) => Path.Combine(folder, "postgres");
}
