using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Commands;
using TradeTerminal.Producers;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Commands;

public sealed class CommandPaletteTests : ScreenContext
{
    [Fact]
    public void Type_Command_ShowsItsAddressAndCallAndEnterGoesThere()
    {
        Market.Show("AAPL", 100);
        Market.Show("MSFT", 200);
        Navigation.NavigateTo("/?tickers=AAPL");
        var palette = Render<CommandPalette>();

        Type(palette, "msft 5m");

        Assert.Equal(["MSFT 5m", "Candles of MSFT, 5m", "/?tickers=AAPL&chart=MSFT&interval=5m GET /api/candles?ticker=MSFT&interval=5m"],
            palette.Find("li").Children.Select(part => part.TextContent));
        palette.Find("input").KeyDown("Enter");

        Assert.EndsWith("/?tickers=AAPL&chart=MSFT&interval=5m", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal(["close"], Acts());
    }

    [Fact]
    public void Arrows_MoveAndTabCompletes()
    {
        Market.Show("AAPL", 100);
        var palette = Render<CommandPalette>();

        Type(palette, "al");
        palette.Find("input").KeyDown("ArrowDown");
        Assert.Equal("command-1", palette.Find("input").GetAttribute("aria-activedescendant"));
        Assert.Equal(["false", "true"], palette.FindAll("li").Select(option => option.GetAttribute("aria-selected")));
        palette.Find("input").KeyDown("ArrowDown");
        palette.Find("input").KeyDown("Tab");

        Assert.Equal("all ", palette.Find("input").GetAttribute("value"));
        palette.Find("input").KeyDown("ArrowUp");
        Assert.Equal("command-0", palette.Find("input").GetAttribute("aria-activedescendant"));
    }

    [Fact]
    public void Type_Wrong_SaysWhatToTypeAndEnterDoesNothing()
    {
        var palette = Render<CommandPalette>();
        var before = Navigation.Uri;

        Type(palette, "<b>x</b>");
        palette.Find("input").KeyDown("Enter");

        Assert.Contains("“<b>x</b>” is no command", palette.Find("[data-testid=palette-problem]").TextContent, StringComparison.Ordinal);
        Assert.Empty(palette.FindAll("li"));
        Assert.Equal(before, Navigation.Uri);
        Assert.Empty(Acts());
    }

    [Fact]
    public void Produce_IntoAKafkaNotOurOwn_WaitsForASecondWord()
    {
        var palette = Render<CommandPalette>();

        Type(palette, "produce 100");
        palette.Find("input").KeyDown("Enter");

        var says = palette.Find("[data-testid=palette-confirm]").TextContent;
        Assert.Contains("orders", says, StringComparison.Ordinal);
        Assert.Contains(Broker, says, StringComparison.Ordinal);
        Assert.False(Services.GetRequiredService<ProducerSet>().Trades.State.Running);
        Type(palette, "produce 10");
        Assert.Empty(palette.FindAll("[data-testid=palette-confirm]"));
    }

    [Fact]
    public void Theme_IsTheBrowsers()
    {
        var palette = Render<CommandPalette>();

        Type(palette, "theme light");
        palette.Find("li").Click();

        Assert.Equal(["theme light"], Acts());
    }

    [Fact]
    public void Keys_List_HasEveryPageWithItsLetter()
    {
        var list = Render<KeyList>();

        Assert.Equal(PageShortcut.All.Select(page => (page.Letter.ToString(), page.Uri)),
            list.FindAll("a[data-go]").Select(link => (link.GetAttribute("data-go")!, link.GetAttribute("href")!)));
    }

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private static void Type(IRenderedComponent<CommandPalette> palette, string line) => palette.Find("input").Input(line);

    private IEnumerable<string> Acts() => JSInterop.Invocations
        .Where(call => call.Identifier == "act").Select(call => string.Join(' ', call.Arguments).Trim());
}
