using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Cli.Backup;

/// <summary>
/// A PostgreSQL of the same installation as the <c>pg_dump</c> of this machine, which dumps no newer one, with a terminal's database in it.
/// </summary>
public sealed class DumpedTerminal : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private EmbeddedPostgres? _server;

    /// <summary>Where both programs are; <c>./test.sh</c> sees to it that they are.</summary>
    private static string Programs { get; } = (Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending().Select(folder => Path.Combine(folder, "bin"))
            : [])
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .First(bin => System.IO.File.Exists(Path.Combine(bin, "pg_dump")) && System.IO.File.Exists(Path.Combine(bin, "initdb")));

    internal string ConnectionString => _server!.ConnectionString;

    internal string File(string name) => _folder.File(name);

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedPostgres.StartAsync(
            _folder.File("server"), PostgresBinaries.Find(Programs), NullLogger.Instance, CancellationToken.None);
        await using var terminal = RunningTerminal.Start(ConnectionString);
        await terminal.ProduceAsync([.. Enumerable.Range(0, 200).Select(i => RunningTerminal.Trade("DUMP", volume: i + 1)), "not a trade"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Dumps it as the documentation says.</summary>
    internal async Task<string> DumpAsync(string name, params string[] options)
    {
        var builder = new NpgsqlConnectionStringBuilder(ConnectionString);
        var start = new ProcessStartInfo(Path.Combine(Programs!, "pg_dump"),
            [.. options, $"--file={File(name)}", $"--host={builder.Host}", $"--port={builder.Port}", $"--username={builder.Username}", builder.Database!])
        {
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = builder.Password;
        using var dump = Process.Start(start)!;
        var error = await dump.StandardError.ReadToEndAsync();
        await dump.WaitForExitAsync();
        Assert.True(dump.ExitCode == 0, error);
        return File(name);
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Databases that a check has made and not dropped.</summary>
    internal async Task<long> ScratchesAsync()
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_database WHERE datname LIKE 'trade\\_terminal\\_check\\_%'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
