namespace TradeTerminal.Market.Health;

/// <summary>
/// Wakes the screens once a second, whatever else moves or stands still, so that ages grow and the state of a feed
/// that is down shows.
/// </summary>
internal sealed class MarketHeartbeat(MarketUpdates updates, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            updates.Wake();
        }
    }
}
