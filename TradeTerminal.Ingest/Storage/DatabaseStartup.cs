using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// Creates or migrates the schema. Start-up waits for the first try, so that normally the first page has
/// data; a database that is down then does not keep the terminal from starting and saying so.
/// </summary>
public sealed partial class DatabaseStartup(
    IDbContextFactory<TerminalDbContext> databases, ILogger<DatabaseStartup> logger) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Why the database can't be used yet, in words for a person; null once it can.</summary>
    public string? Problem { get; private set; } = "not connected yet";

    public string? ServerVersion { get; private set; }

    public bool IsReady => _ready.Task.IsCompletedSuccessfully;

    public Task WhenReadyAsync(CancellationToken cancellationToken) => _ready.Task.WaitAsync(cancellationToken);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryMigrateAsync(cancellationToken).ConfigureAwait(false);
        await base.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!IsReady)
        {
            await Task.Delay(RetryAfter, stoppingToken).ConfigureAwait(false);
            await TryMigrateAsync(stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task TryMigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            var known = database.Database.GetMigrations().ToHashSet();
            var applied = await database.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false);
            if (applied.FirstOrDefault(name => !known.Contains(name)) is { } newer)
            {
                Report($"the schema is newer than this version of the terminal (it has '{newer}'); update the terminal", null);
                return;
            }

            await database.CreateSchemaAsync(cancellationToken).ConfigureAwait(false);
            ServerVersion = await database.Database
                .SqlQuery<string>($"""SELECT current_setting('server_version') AS "Value" """)
                .SingleAsync(cancellationToken).ConfigureAwait(false);
            Problem = null;
            LogReady(ServerVersion);
            _ready.TrySetResult();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var retry = Failures.Classify(exception) == FailureClass.Transient ? "trying again" : "mend it; trying again";
            Report($"{exception.GetBaseException().Message} ({retry})", exception);
        }
    }

    private void Report(string problem, Exception? exception)
    {
        if (Problem != problem)
        {
            LogNotReady(problem, exception);
        }

        Problem = problem;
    }

    [LoggerMessage(LogLevel.Information, "The database is ready (PostgreSQL {Version})")]
    private partial void LogReady(string version);

    [LoggerMessage(LogLevel.Error, "The database can't be used: {Problem}")]
    private partial void LogNotReady(string problem, Exception? exception);
}
