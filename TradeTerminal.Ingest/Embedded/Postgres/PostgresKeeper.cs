using Microsoft.Extensions.Logging;

namespace TradeTerminal.Ingest.Embedded.Postgres;

/// <summary>
/// Starts the server again, on the same port, when somebody else has ended it. Whoever uses it meanwhile waits, as with
/// any database that is away.
/// </summary>
internal sealed partial class PostgresKeeper : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly PostgresControl _control;
    private readonly int _port;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _watch;

    internal PostgresKeeper(PostgresControl control, int port, ILogger logger)
    {
        (_control, _port, _logger) = (control, port, logger);
        _watch = Task.Run(WatchAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watch;
        _stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Period);
        var missed = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                // Twice: its file may be being written just when it is read.
                missed = _control.IsRunning ? 0 : missed + 1;
                if (missed > 1)
                {
                    await StartAgainAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The terminal stops.
        }
    }

    private async Task StartAgainAsync()
    {
        LogGone(_logger);
        try
        {
            await _control.StartAgainAsync(_port, _stopping.Token);
            LogBack(_logger, _port);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogStillGone(_logger, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The embedded PostgreSQL has been ended from outside and is started again")]
    private static partial void LogGone(ILogger logger);

    [LoggerMessage(LogLevel.Information, "PostgreSQL is back on port {Port}")]
    private static partial void LogBack(ILogger logger, int port);

    [LoggerMessage(LogLevel.Error, "PostgreSQL cannot be started again; the next attempt follows. {Problem}")]
    private static partial void LogStillGone(ILogger logger, string problem);
}
