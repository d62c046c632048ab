using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace TradeTerminal.Ingest.Embedded.Postgres;

/// <summary>
/// A private PostgreSQL server that the terminal starts for itself when no other is configured. Durable like any other;
/// reachable from this machine only, on a port chosen at each start, with a password made for the data folder.
/// </summary>
/// <remarks>
/// The server outlives a terminal that is killed. The next terminal on the same folder goes on with it, or replaces it
/// if it does not answer. One terminal at a time: claim the folder first (<see cref="DataDirectory"/>).
/// </remarks>
public sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>Of the database and of the user, its owner.</summary>
    internal const string Name = "terminal";

    private readonly PostgresControl _control;
    private readonly ILogger _logger;
    private PostgresKeeper? _keeper;
    private int _disposed;

    private EmbeddedPostgres(PostgresControl control, ILogger logger, int port, string version)
    {
        _control = control;
        _logger = logger;
        Port = port;
        Version = version;
        ConnectionString = control.ConnectionString(port);
    }

    /// <summary>In Npgsql's form. It holds the password: not for logs or screens.</summary>
    public string ConnectionString { get; }

    public int Port { get; }

    /// <summary>Such as "18.4".</summary>
    public string Version { get; }

    /// <summary>Starts the server on the data in <paramref name="directory"/>, which is made at the first start.</summary>
    /// <exception cref="StartupException">It cannot be started; the message says what to do.</exception>
    public static Task<EmbeddedPostgres> StartAsync(
        string directory, PostgresBinaries binaries, ILogger logger, CancellationToken cancellationToken) =>
        StartAsync(directory, binaries, PostgresLauncher.Ways(), logger, cancellationToken);

    internal static async Task<EmbeddedPostgres> StartAsync(
        string directory,
        PostgresBinaries binaries,
        IReadOnlyList<PostgresLauncher.Way> ways,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        var time = Stopwatch.StartNew();
        var folder = new PostgresFolder(directory);
        try
        {
            Directory.CreateDirectory(folder.Root);
            var launcher = await PostgresLauncher.CreateAsync(binaries, folder.Root, ways, cancellationToken);
            await folder.PrepareAsync(launcher, cancellationToken);
            var control = new PostgresControl(folder, launcher, PostgresControl.FreePort);
            return await ReuseAsync(control, folder, logger, cancellationToken)
                ?? await StartAsync(control, folder, launcher, logger, time, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The embedded PostgreSQL cannot keep its data in {folder.Root}: {e.Message} "
                + "Set Terminal:DataDirectory to a folder the terminal may write to.", e);
        }
    }

    /// <summary>From now on it is started again when somebody else ends it.</summary>
    internal void KeepRunning() => _keeper ??= new PostgresKeeper(_control, Port, _logger);

    /// <summary>Stops the server, letting it finish what is committed; after a bounded wait it is ended at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            if (_keeper is not null)
            {
                await _keeper.DisposeAsync();
            }

            await _control.StopAsync();
            LogStopped(_logger);
        }
    }

    private static async Task<EmbeddedPostgres?> ReuseAsync(
        PostgresControl control, PostgresFolder folder, ILogger logger, CancellationToken cancellationToken)
    {
        if (await control.FindLeftoverAsync(cancellationToken) is var (port, version))
        {
            LogReused(logger, version, port, folder.Data);
            return new EmbeddedPostgres(control, logger, port, version);
        }

        if (Postmaster.Find(folder.Data) is { } server)
        {
            LogReplaced(logger, server.ProcessId, folder.Data);
            await server.KillAsync(cancellationToken);
        }

        return null;
    }

    private static async Task<EmbeddedPostgres> StartAsync(
        PostgresControl control,
        PostgresFolder folder,
        PostgresLauncher launcher,
        ILogger logger,
        Stopwatch time,
        CancellationToken cancellationToken)
    {
        await folder.RequirePasswordAsync(launcher, cancellationToken);
        var port = await control.StartAsync(cancellationToken);
        try
        {
            var version = await control.OpenDatabaseAsync(port, cancellationToken);
            LogStarted(logger, version, port, folder.Data, time.ElapsedMilliseconds);
            return new EmbeddedPostgres(control, logger, port, version);
        }
        catch
        {
            await control.StopAsync();
            throw;
        }
    }

    [LoggerMessage(LogLevel.Information, "PostgreSQL {Version} started on port {Port} with its data in {Folder} after {Milliseconds} ms")]
    private static partial void LogStarted(ILogger logger, string version, int port, string folder, long milliseconds);

    [LoggerMessage(LogLevel.Information, "PostgreSQL {Version} of an earlier run still serves {Folder} on port {Port} and is used again")]
    private static partial void LogReused(ILogger logger, string version, int port, string folder);

    [LoggerMessage(LogLevel.Warning, "The PostgreSQL of an earlier run (process {ProcessId}) on {Folder} does not answer and is replaced")]
    private static partial void LogReplaced(ILogger logger, int processId, string folder);

    [LoggerMessage(LogLevel.Information, "PostgreSQL stopped")]
    private static partial void LogStopped(ILogger logger);
}
