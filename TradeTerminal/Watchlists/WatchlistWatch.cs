using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Watchlists;

/// <summary>Has the watchlists read again, so that what another terminal on the database saves applies here too.</summary>
internal sealed class WatchlistWatch(WatchlistBook book, DatabaseStartup startup, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await book.RefreshAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The database is away, which the feeds say; what is known stays.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false));
    }
}
