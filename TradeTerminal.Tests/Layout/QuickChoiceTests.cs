using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Alerts;
using TradeTerminal.Terminal;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Layout;

/// <summary>Somebody chooses faster than addresses come back.</summary>
public sealed class QuickChoiceTests : ScreenContext
{
    private readonly LateBrowser _browser = new();

    public QuickChoiceTests() => Services.AddSingleton<NavigationManager>(_browser);

    [Fact]
    public async Task Terminal_AddressesOnTheirWay_BuildOnEachOther()
    {
        Market.Add("AAPL", 1);
        Market.Add("MSFT", 1);
        Market.Publish();
        var page = Render<TerminalPage>();
        page.Find("[data-testid='interval-5m']").Click();
        page.Find("[data-testid=tape-sells]").Click();

        await page.InvokeAsync(_browser.Answer);
        Assert.Equal("true", page.Find("[data-testid=tape-sells]").GetAttribute("aria-pressed"));
        page.Find("[data-testid=chart-ticker]").Change("MSFT");
        await page.InvokeAsync(_browser.Answer);
        await page.InvokeAsync(_browser.Answer);

        Assert.Equal("/?chart=MSFT&interval=5m&side=sell", _browser.Path);
        Assert.Equal(0, _browser.Waiting);
        await page.InvokeAsync(() => _browser.Come("/?chart=MSFT"));
        Assert.Equal("false", page.Find("[data-testid=tape-sells]").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task Alerts_AddressesOnTheirWay_BuildOnEachOther()
    {
        var page = Render<AlertsPage>();
        page.Find("[data-testid=alerts-kind]").Change("risk");
        page.Find("[data-testid=alerts-open]").Click();

        await page.InvokeAsync(_browser.Answer);
        page.Find("[data-testid=alerts-severity]").Change("moderate");
        await page.InvokeAsync(_browser.Answer);
        await page.InvokeAsync(_browser.Answer);

        Assert.Equal("/alerts?kind=risk&severity=moderate&open=true", _browser.Path);
        Assert.Equal("true", page.Find("[data-testid=alerts-open]").GetAttribute("aria-pressed"));
    }
}
