using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support.Terminals;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Alerts.Hours;

[Collection(ApiHost.Collection)]
public sealed class AlertHoursApiTests(ApiHost host)
{
    [Fact]
    public async Task Get_ADay_CountsWhatTheListHas()
    {
        var day = new DateTime(2026, 2, 3, 0, 0, 0, DateTimeKind.Utc);
        var databases = (IDbContextFactory<TerminalDbContext>)host.Terminal.Services
            .GetService(typeof(IDbContextFactory<TerminalDbContext>))!;
        await databases.AddAsync(
            TestAlerts.PriceMove("AAHOURS", day), TestAlerts.PriceMove("AAHOURS", day.AddMinutes(59.9)),
            TestAlerts.Risk("AAHOURS", day.AddHours(23)), TestAlerts.PriceMove("AAHOURS", day.AddTicks(-10)),
            TestAlerts.PriceMove("AAHOURS", day.AddDays(1)), TestAlerts.PriceMove("AAOTHER", day));

        var hours = (await host.Terminal.GetAsync("/api/alerts/hours?day=2026-02-03&symbol=aahours")).EnumerateArray().ToList();

        Assert.Equal(
            [("2026-02-03T00:00:00Z", "price_move", 2), ("2026-02-03T23:00:00Z", "risk", 1)],
            hours.Select(hour => (
                hour.GetProperty("time").GetString(), hour.GetProperty("kind").GetString(), hour.GetProperty("count").GetInt32())));
    }
}
