using Bunit;
using TradeTerminal.Components;
using TradeTerminal.Components.Panels;
using TradeTerminal.Ingest.Candles;

namespace TradeTerminal.Tests.Components.Panels;

/// <summary>The small controls of the candles' panel, and the notice about a wrong address.</summary>
public sealed class ChoiceTests : BunitContext
{
    [Fact]
    public void IntervalPicker_Click_ChoosesTheInterval()
    {
        Interval? chosen = null;
        var picker = Render<IntervalPicker>(parameters => parameters
            .Add(it => it.Chosen, Interval.Minute).Add(it => it.OnChoose, interval => chosen = interval));

        Assert.Equal("1m", picker.Find("[aria-pressed=true]").TextContent);
        Assert.Equal(["1s", "5s", "1m", "5m", "15m", "1h"], picker.FindAll("button").Select(button => button.TextContent));
        picker.Find("[data-testid='interval-15m']").Click();

        Assert.Equal("15m", chosen!.Name);
    }

    [Fact]
    public void ChartTickerPicker_Change_ChoosesTheTicker()
    {
        string? chosen = null;
        var picker = Render<ChartTickerPicker>(parameters => parameters
            .Add(it => it.Symbols, ["AAPL", "MSFT"]).Add(it => it.Chosen, "AAPL").Add(it => it.OnChoose, ticker => chosen = ticker));

        Assert.Equal("AAPL", picker.Find("option[selected]").TextContent);
        picker.Find("select").Change("MSFT");

        Assert.Equal("MSFT", chosen);
    }

    [Fact]
    public void ViewProblems_Wrong_NamesItAndOffersTheRest()
    {
        var notice = Render<ViewProblems>(parameters => parameters
            .Add(it => it.View, TerminalView.Parse("AAPL", null, "7m")));

        Assert.Contains("“7m”", notice.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/?tickers=AAPL", notice.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void ViewProblems_None_IsNotThere() =>
        Assert.Empty(Render<ViewProblems>(parameters => parameters.Add(it => it.View, TerminalView.Default)).Markup.Trim());
}
