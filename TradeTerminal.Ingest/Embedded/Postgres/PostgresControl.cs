using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TradeTerminal.Ingest.Embedded.Postgres;

/// <summary>Starts, reaches and stops the server of one data folder.</summary>
/// <param name="folder">What the server keeps.</param>
/// <param name="launcher">Runs its programs.</param>
/// <param name="freePort">Gives a port that is free at this moment.</param>
internal sealed class PostgresControl(PostgresFolder folder, PostgresLauncher launcher, Func<int> freePort)
{
    private const int Attempts = 5;

    /// <summary>A server found running that takes longer is not one to rely on.</summary>
    private static readonly TimeSpan LeftoverAnswers = TimeSpan.FromSeconds(3);

    /// <summary>One just started is known to run: a slow machine is no fault of its own.</summary>
    private static readonly TimeSpan StartedAnswers = TimeSpan.FromSeconds(60);

    /// <summary>Recovery after a crash may have gigabytes of log to go through.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    internal bool IsRunning => Postmaster.Find(folder.Data) is not null;

    /// <summary>Starts a server on a free port and returns that port.</summary>
    internal Task<int> StartAsync(CancellationToken cancellationToken) => StartAsync(freePort, cancellationToken);

    /// <summary>Starts the server of before on the port that everybody knows.</summary>
    internal Task StartAgainAsync(int port, CancellationToken cancellationToken) => StartAsync(() => port, cancellationToken);

    private async Task<int> StartAsync(Func<int> choosePort, CancellationToken cancellationToken)
    {
        folder.RotateLog();
        for (var attempt = 1; ; attempt++)
        {
            // Between finding a port and the server's taking it, another program may have taken it: hence the attempts.
            var port = choosePort();
            folder.WriteSettings(port);
            Postmaster.ForgetDead(folder.Data);
            await launcher.OwnAsync(folder.Data, cancellationToken);
            var run = await PgCtlAsync(["start", "-l", folder.Log], StartLimit, cancellationToken);
            if (run.Succeeded)
            {
                return port;
            }

            await StopAsync();
            if (attempt == Attempts)
            {
                throw new StartupException(
                    $"PostgreSQL did not start with its data in {folder.Data}: {run.Output}{Environment.NewLine}The end of {folder.Log}:"
                    + $"{Environment.NewLine}{folder.EndOfLog()}");
            }

            // A killed server's last processes hold its shared memory for a moment.
            await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), cancellationToken);
        }
    }

    /// <summary>Stops whatever server runs on the folder: with its transactions rolled back if it will, else at once.</summary>
    internal async Task StopAsync()
    {
        foreach (var (mode, limit) in new[] { ("fast", TimeSpan.FromSeconds(10)), ("immediate", TimeSpan.FromSeconds(5)) })
        {
            if (Postmaster.Find(folder.Data) is null)
            {
                return;
            }

            await PgCtlAsync(["stop", "-m", mode], limit, CancellationToken.None);
        }

        await KillAsync(CancellationToken.None);
    }

    internal Task KillAsync(CancellationToken cancellationToken) =>
        Postmaster.Find(folder.Data) is { } server ? server.KillAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>
    /// The version and port of the server that a terminal killed earlier has left running; null if there is none, or
    /// none that answers to our password in time.
    /// </summary>
    internal async Task<(int Port, string Version)?> FindLeftoverAsync(CancellationToken cancellationToken)
    {
        while (Postmaster.Find(folder.Data) is { } server && folder.Password.Value is not null)
        {
            try
            {
                return (server.Port, await OpenDatabaseAsync(server.Port, LeftoverAnswers, cancellationToken));
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CannotConnectNow)
            {
                // It is starting or stopping and will soon be there or gone.
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
            catch (NpgsqlException)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Makes sure that the database of a server just started exists; returns the server's version.</summary>
    internal Task<string> OpenDatabaseAsync(int port, CancellationToken cancellationToken) =>
        OpenDatabaseAsync(port, StartedAnswers, cancellationToken);

    private async Task<string> OpenDatabaseAsync(int port, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await AskVersionAsync(port, limit, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await using var connection = new NpgsqlConnection(Probe(port, "postgres", limit));
            await connection.OpenAsync(cancellationToken);
            await using var create = new NpgsqlCommand($"CREATE DATABASE {EmbeddedPostgres.Name}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
            return await AskVersionAsync(port, limit, cancellationToken);
        }
    }

    internal string ConnectionString(int port) => Describe(port, EmbeddedPostgres.Name).ConnectionString;

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<ProgramRun> PgCtlAsync(IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancellationToken)
    {
        var seconds = limit.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return launcher.RunAsync(
            "pg_ctl", [.. arguments, "-s", "-w", "-t", seconds, "-D", folder.Data], limit + TimeSpan.FromSeconds(5), cancellationToken);
    }

    private async Task<string> AskVersionAsync(int port, TimeSpan limit, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Probe(port, EmbeddedPostgres.Name, limit));
        await connection.OpenAsync(cancellationToken);
        return connection.ServerVersion.Split(' ')[0];
    }

    private string Probe(int port, string database, TimeSpan limit)
    {
        var probe = Describe(port, database);
        probe.Pooling = false;
        probe.Timeout = (int)limit.TotalSeconds;
        return probe.ConnectionString;
    }

    private NpgsqlConnectionStringBuilder Describe(int port, string database) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Database = database,
        Username = EmbeddedPostgres.Name,
        Password = folder.Password.Value,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    };
}
