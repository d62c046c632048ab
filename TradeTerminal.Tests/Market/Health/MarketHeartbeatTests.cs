using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Market;
using TradeTerminal.Market.Health;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Market.Health;

public sealed class MarketHeartbeatTests
{
    [Fact]
    public async Task Heartbeat_NothingTrades_WakesTheScreens()
    {
        var updates = new MarketUpdates(NullLogger<MarketUpdates>.Instance);
        var woken = new TaskCompletionSource();
        using var subscription = updates.Subscribe(() => woken.TrySetResult());
        using var heartbeat = new MarketHeartbeat(updates, TimeProvider.System);

        await heartbeat.StartAsync(CancellationToken.None);
        await woken.Task.WaitAsync(Patience.Limit);
        await heartbeat.StopAsync(CancellationToken.None);
    }
}
