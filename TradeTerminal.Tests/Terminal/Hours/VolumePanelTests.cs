using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;
using TradeTerminal.Terminal;
using TradeTerminal.Terminal.Panels;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Terminal.Hours;

public sealed class VolumePanelTests(PostgresFixture fixture) : ScreenContext
{
    [Fact]
    public async Task ByHour_Chosen_ShowsTheHoursOfTheFilterAndTheirTable()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var databases = new TerminalDatabase(() => database.ConnectionString);
        Services.AddSingleton<IDbContextFactory<TerminalDbContext>>(databases);
        using var ingest = new TestIngest(database.ConnectionString, Clock);
        Enumerable.Range(0, 3).ToList().ForEach(partition => ingest.Begin(partition));
        var trades = new RandomTrades(new Random(4), Clock.UtcNow) { Span = TimeSpan.FromHours(2) }.Take(200);
        ingest.Write(trades);
        var view = TerminalView.Default with { Filter = TickerFilter.Parse("MSFT") };
        var panel = Render<VolumePanel>(parameters => parameters
            .Add(volume => volume.View, view).Add(volume => volume.OnChange, change => view = change(view)));
        Assert.Empty(panel.FindAll("[data-testid=volume-by-hour]"));

        await panel.Find("[data-testid=volume-by-hour-on]").ClickAsync(new());
        panel.Render(parameters => parameters.Add(volume => volume.View, TerminalView.Parse("MSFT", null, null, volume: "hours")));
        Assert.Equal("/?tickers=MSFT&volume=hours", view.Uri);
        Assert.Equal("Reading…", panel.Find(".unread").TextContent);

        var total = trades.Where(trade => trade.Ticker == "MSFT" && trade.ExecutedAt.Date == Clock.UtcNow.Date).Sum(trade => trade.Volume);
        await Eventually.TrueAsync(
            () =>
            {
                Wake();
                return panel.FindAll("[data-testid=volume-by-hour]").SingleOrDefault()?.GetAttribute("aria-label")?
                    .StartsWith($"volume by hour of MSFT: {total:N0} since 00:00 UTC", StringComparison.Ordinal) == true;
            },
            () => panel.Markup);
        await panel.Find("[data-testid=volume-by-hour-show-table]").ClickAsync(new());
        panel.Render(parameters => parameters.Add(volume => volume.View, view));
        Assert.Equal("/?tickers=MSFT&volume=hours,table", view.Uri);
        Assert.Equal($"{total:N0}", panel.Find("[data-testid=volume-by-hour-table] tfoot td").TextContent);
        Assert.Empty(panel.FindAll("[data-testid=volume-by-hour]"));
    }

    private void Wake()
    {
        Clock.Advance(TimeSpan.FromSeconds(2));
        Market.Updates.Wake();
    }
}
