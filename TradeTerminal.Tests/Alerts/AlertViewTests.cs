using TradeTerminal.Alerts;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Tests.Alerts;

public sealed class AlertViewTests
{
    [Theory]
    [InlineData(null, null, null, null, null, "/alerts")]
    [InlineData("risk", "TRADER_001", "warning", "true", "8d0f3f5e-3c57-4b4f-9c7e-9d2f7e6b1a2b", "/alerts?kind=risk&symbol=TRADER_001&severity=warning&open=true&alert=8d0f3f5e-3c57-4b4f-9c7e-9d2f7e6b1a2b")]
    [InlineData("boredom", " ", "mild", "yes", "17", "/alerts")]
    [InlineData(null, "A&B=<x>", null, null, null, "/alerts?symbol=A%26B%3D%3CX%3E")]
    [InlineData(null, " aapl", null, null, null, "/alerts?symbol=AAPL")]
    public void Parse_Query_KeepsWhatIsUnderstood(string? kind,
        string? symbol, string? severity, string? open, string? alert, string uri) =>
        Assert.Equal(uri, AlertView.Parse(kind, symbol, severity, open, alert).Uri);

    [Fact]
    public void Parse_WhatIsUnknown_IsNamed()
    {
        Assert.Equal(
            ["kind=“boredom”", "severity=“mild”", "open=“maybe”", "alert=“17” is no id of an alert"],
            AlertView.Parse("boredom", " ", "mild", "maybe", "17").Problems.Select(problem => problem.Split(" must be")[0]));
        Assert.Empty(AlertView.Parse("risk", "X", "warning", "false", null).Problems);
    }

    [Fact]
    public void Resolve_List_ShowsItsSymbolsOrNamesThatItIsMissing()
    {
        var lists = new WatchlistSet([new Watchlist("tech", ["AAPL", "MSFT"])]);
        var view = AlertView.Parse(null, "LIST:Tech", null, null, null).Resolve(lists);

        Assert.Equal("/alerts?symbol=list:tech", view.Uri);
        Assert.True(view.Shows(Support.Writing.TestAlerts.PriceMove("AAPL", ScreenClock.Start)));
        Assert.False(view.Shows(Support.Writing.TestAlerts.PriceMove("IBM", ScreenClock.Start)));
        Assert.Equal("/alerts?symbol=IBM", view.About("ibm", lists).Uri);

        var missing = AlertView.Parse(null, "list:gone", null, null, null).Resolve(lists);
        Assert.Equal(("/alerts", true), (missing.Uri, missing.Problems.Single().Contains("is no watchlist here", StringComparison.Ordinal)));
    }

    [Fact]
    public void Shows_Filter_TakesEachPart()
    {
        var alert = Support.Writing.TestAlerts.PriceMove("AAPL", ScreenClock.Start);

        Assert.True(AlertView.All.Shows(alert));
        Assert.True(AlertView.Parse("price_move", "AAPL", "significant", "true", null).Shows(alert));
        Assert.False((AlertView.All with { Kind = "risk" }).Shows(alert));
        Assert.False((AlertView.All with { Symbol = "MSFT" }).Shows(alert));
        Assert.False((AlertView.All with { Severity = "moderate" }).Shows(alert));
    }
}
