using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Embedded.Postgres;

namespace TradeTerminal.Cli.Backup;

/// <summary>
/// A database for one restored dump, on a server that was named, or on one that is started for it alone. It is dropped when disposed; what a
/// killed check has left, the next one drops.
/// </summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private const string Prefix = "trade_terminal_check_";

    private readonly EmbeddedPostgres? _server;
    private readonly DataDirectory? _folder;
    private readonly string _name = $"{Prefix}{Guid.NewGuid():N}";
    private readonly string _admin;
    private readonly string _passwords;
    private bool _isMade;

    private ScratchDatabase(string admin, EmbeddedPostgres? server, DataDirectory? folder)
    {
        (_server, _folder) = (server, folder);
        _admin = new NpgsqlConnectionStringBuilder(admin) { Pooling = false }.ConnectionString;
        var builder = new NpgsqlConnectionStringBuilder(_admin) { Database = _name };
        ConnectionString = builder.ConnectionString;
        var host = builder.Host ?? "localhost";
        Where = server is null ? $"a database of its own on {host}:{builder.Port}" : "a PostgreSQL of its own";
        _passwords = Path.GetTempFileName();
        var ssl = builder.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() };
        Libpq = $"host={Quoted(host)} port={builder.Port} dbname={_name} user={Quoted(builder.Username ?? "")} sslmode={ssl}"
            + (builder.RootCertificate is { } root ? $" sslrootcert={Quoted(root)}" : "")
            + (builder.Password is { Length: > 0 } ? $" passfile={Quoted(_passwords)}" : "");
        // A password on the command line could be read by everybody on this machine. The file is its owner's alone.
        File.WriteAllText(_passwords, $"*:*:*:*:{(builder.Password ?? "").Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)}\n");
    }

    /// <summary>In words, without a password.</summary>
    public string Where { get; }

    public string ConnectionString { get; }

    /// <summary>The same as PostgreSQL's own programs take it.</summary>
    public string Libpq { get; }

    /// <exception cref="CommandException">It can't be made.</exception>
    public static async Task<ScratchDatabase> CreateAsync(string? server, string? binaries, Action<string> say, CancellationToken cancellationToken)
    {
        ScratchDatabase scratch;
        if (server is null)
        {
            say("Starting a PostgreSQL for it…");
            scratch = await StartAsync(binaries, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            try
            {
                scratch = new ScratchDatabase(server, null, null);
            }
            catch (ArgumentException exception)
            {
                throw new CommandException(ExitCode.Usage, $"--server must be such as 'Host=db;Username=postgres;Password=…': {exception.Message}");
            }
        }

        try
        {
            await scratch.DropLeftoversAsync(cancellationToken).ConfigureAwait(false);
            await scratch.ExecuteAsync($"CREATE DATABASE {scratch._name} TEMPLATE template0", cancellationToken).ConfigureAwait(false);
            scratch._isMade = true;
            return scratch;
        }
        catch (NpgsqlException exception)
        {
            await scratch.DisposeAsync().ConfigureAwait(false);
            throw new CommandException(
                ExitCode.Problem, $"No database can be made for it: {exception.GetBaseException().Message}. The user of --server needs the right CREATEDB.");
        }
        catch
        {
            await scratch.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Whoever interrupts the check does not interrupt this.
            await (_isMade ? ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", CancellationToken.None) : Task.CompletedTask)
                .ConfigureAwait(false);
        }
        catch (NpgsqlException) when (_server is not null)
        {
            // It goes with its server.
        }
        finally
        {
            File.Delete(_passwords);
            if (_server is not null)
            {
                await _server.DisposeAsync().ConfigureAwait(false);
                Directory.Delete(_folder!.Path, recursive: true);
                _folder.Dispose();
            }
        }
    }

    /// <summary>In a folder with a fixed name: the next check finds what a killed one has left.</summary>
    private static async Task<ScratchDatabase> StartAsync(string? binaries, CancellationToken cancellationToken)
    {
        try
        {
            var folder = DataDirectory.Claim(Path.Combine(Path.GetTempPath(), $"trade-terminal-check-{Environment.UserName}"), NullLogger.Instance);
            try
            {
                var server = await EmbeddedPostgres.StartAsync(folder.Path, PostgresBinaries.Find(binaries), NullLogger.Instance, cancellationToken)
                    .ConfigureAwait(false);
                return new ScratchDatabase(server.ConnectionString, server, folder);
            }
            catch
            {
                folder.Dispose();
                throw;
            }
        }
        catch (StartupException exception)
        {
            throw new CommandException(ExitCode.Problem, $"No PostgreSQL could be started for it: {exception.Message} Or name one with --server.");
        }
    }

    private async Task DropLeftoversAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        await using var source = NpgsqlDataSource.Create(_admin);
        await using (var command = source.CreateCommand(
            $"""
            SELECT datname FROM pg_database d WHERE datname LIKE '{Prefix.Replace("_", "\\_", StringComparison.Ordinal)}%' AND pg_has_role(datdba, 'USAGE')
                AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname)
            """))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                names.Add(reader.GetString(0));
            }
        }

        foreach (var name in names.Where(name => name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')))
        {
            try
            {
                await ExecuteAsync($"DROP DATABASE IF EXISTS {name}", cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException)
            {
                // Another check has begun with it: it is that one's.
            }
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(_admin);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Quoted(string value) =>
        $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
