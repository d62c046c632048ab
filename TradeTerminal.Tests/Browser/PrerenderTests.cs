using System.Text.RegularExpressions;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>The HTML as it comes, before any script: what a reader without scripts, or with a slow line, has.</summary>
[Collection(BrowserHost.Collection)]
public sealed partial class PrerenderTests(BrowserHost host)
{
    [Fact]
    public async Task TerminalPage_WithoutScript_CarriesFiguresAndTrades()
    {
        await ProduceAsync();

        var html = await host.Terminal.GetPageAsync("/");

        Assert.Equal("200", Figure(html, "kpi-trades"));
        Assert.Matches(@"^[\d,]{3,}$", Figure(html, "kpi-total-volume"));
        Assert.Matches(@"^[\d,]+\.\d{2,}$", Figure(html, "kpi-average-price"));
        Assert.Matches(@"^[A-Z]", Figure(html, "kpi-most-active"));
        Assert.Equal(200, Row().Count(html));
        Assert.Contains("data-testid=\"volume-by-ticker\"", html, StringComparison.Ordinal);
        Assert.Matches("<tr data-ticker=\"[A-Z.]+\" data-buy=\"\\d+\"", html);
    }

    [Fact]
    public async Task TerminalPage_FilterInTheAddress_IsPrerenderedFiltered()
    {
        await ProduceAsync();

        var html = await host.Terminal.GetPageAsync("/?tickers=MSFT");

        Assert.Equal("MSFT", Figure(html, "kpi-most-active"));
        Assert.Equal(["MSFT"], TickerOfRow().Matches(html).Select(match => match.Groups[1].Value).Distinct());
    }

    [Fact]
    public async Task OtherPages_WithoutScript_CarryTheirCounts()
    {
        await ProduceAsync();

        Assert.Matches(@"^[1-9][\d,]*$", Figure(await host.Terminal.GetPageAsync("/producer"), "producer-sent"));
        Assert.Matches(@"^[1-9][\d,]*$", Figure(await host.Terminal.GetPageAsync("/pipeline"), "pipeline-accepted"));
    }

    private async Task ProduceAsync()
    {
        await host.Terminal.FillAsync();
        await host.Terminal.RunProducerAsync(20);
        await Eventually.TrueAsync(
            async () => (await host.Terminal.GetAsync("api/producer")).GetProperty("sent").GetInt64() > 0, () => "The new run sends");
    }

    private static string Figure(string html, string hook) =>
        Regex.Match(html, $"data-testid=\"{hook}\"[^>]*>([^<]*)<").Groups[1].Value;

    [GeneratedRegex("<tr [^>]*data-trade-id=\"[0-9a-f-]{36}\"")]
    private static partial Regex Row();

    [GeneratedRegex("<tr [^>]*data-trade-id=.*?<a [^>]*>([^<]*)</a>", RegexOptions.Singleline)]
    private static partial Regex TickerOfRow();
}
