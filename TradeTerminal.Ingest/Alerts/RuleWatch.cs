using Microsoft.Extensions.Hosting;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Alerts;

/// <summary>Has the settings of the rules and the levels read again, so that what another terminal on the database saves applies here too.</summary>
internal sealed class RuleWatch(RuleBook book, LevelBook levels, DatabaseStartup startup, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await book.RefreshAsync(stoppingToken).ConfigureAwait(false);
                await levels.RefreshAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // The database is away, which the feeds say; what is known stays in force.
            }
        }
    }
}
