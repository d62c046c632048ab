using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ops;

/// <summary>Asks the database for an answer, at most once a second however often it is asked.</summary>
internal sealed class DatabaseProbe(
    IDbContextFactory<TerminalDbContext> databases, DatabaseStartup startup, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private DateTimeOffset _until = DateTimeOffset.MinValue;
    private string? _problem;

    /// <summary>Null when it answers, else why not.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        if (startup.Problem is { } problem)
        {
            return problem;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            if (time.GetUtcNow() >= _until)
            {
                _problem = await AskAsync(cancellationToken);
                _until = time.GetUtcNow() + Patience;
            }

            return _problem;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await using var database = await databases.CreateDbContextAsync(patience.Token);
            await database.Database.ExecuteSqlAsync($"SELECT 1", patience.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {Patience.TotalSeconds} s";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return exception.GetBaseException().Message;
        }
    }
}
