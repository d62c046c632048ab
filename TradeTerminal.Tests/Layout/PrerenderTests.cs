using System.Net;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Layout;

/// <summary>What a page says before any script has run.</summary>
[Collection(ApiHost.Collection)]
public sealed class PrerenderTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Terminal_AfterTrades_CarriesFiguresAndRows()
    {
        var id = Guid.NewGuid();
        await _terminal.ProduceAsync(RunningTerminal.Trade("PRE.A", "1234.5", 40, id: id), RunningTerminal.Trade("PRE.B", "2000", 60));
        var updates = (MarketUpdates)_terminal.Services.GetService(typeof(MarketUpdates))!;
        await RunningTerminal.WaitForAsync(() => updates.Current.Find("PRE.A") is not null && updates.Current.Find("PRE.B") is not null);

        var page = await GetAsync("/?tickers=PRE.A");

        Assert.Matches("data-testid=\"kpi-trades\"[^>]*>1<", page);
        Assert.Matches("data-testid=\"kpi-average-price\"[^>]*>1,234.50<", page);
        Assert.Matches("data-testid=\"kpi-most-active\"[^>]*>PRE.A<", page);
        Assert.Contains($"data-trade-id=\"{id}\"", page, StringComparison.Ordinal);
        Assert.Matches("data-testid=\"feed-state\"[^>]*>(LIVE|STALE|LAGGING)<", page);
        Assert.Matches("<title>([A-Z]+ [^<]*· )?PRE.A 1,234.50 · Trade Terminal</title>", WebUtility.HtmlDecode(page));
    }

    [Theory]
    [InlineData("/alerts", "data-testid=\"rule-price_move\"")]
    [InlineData("/producer", "data-testid=\"producer-rate\"")]
    [InlineData("/pipeline", "data-testid=\"partitions\"")]
    [InlineData("/settings", "data-testid=\"setting-theme-dark\"")]
    public async Task Page_Requested_IsThere(string path, string mark)
    {
        var gauge = ((FeedGauges)_terminal.Services.GetService(typeof(FeedGauges))!).Trades;
        await RunningTerminal.WaitForAsync(() => gauge.Current.Phase == FeedPhase.Running);

        Assert.Contains(mark, await GetAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_SettingsInTheCookie_AreInTheFirstPicture()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative));
        request.Headers.Add("Cookie", "settings=theme=contrast&palette=green-red&density=compact&split=40-50-60&zone=local&local=Asia/Kolkata");
        using var response = await _terminal.Client.SendAsync(request);

        var page = await response.Content.ReadAsStringAsync();

        Assert.Contains("data-theme=\"contrast\" data-palette=\"green-red\" data-density=\"compact\"", page, StringComparison.Ordinal);
        Assert.Contains("--split-columns:40;--split-left:50;--split-right:60", page, StringComparison.Ordinal);
        Assert.Matches("id=\"pulse\"[^>]*>\\d\\d:\\d\\d:\\d\\d Kolkata<", page);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/nowhere.png")]
    public async Task Address_Unknown_IsNotFoundWithAWayBack(string path)
    {
        using var response = await _terminal.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no page at this address", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/panel/nope", HttpStatusCode.NotFound, "There is no panel “nope”")]
    [InlineData("/panel", HttpStatusCode.NotFound, "Which panel?")]
    [InlineData("/panel/tape", HttpStatusCode.OK, "data-testid=\"panel-tape\"")]
    public async Task Panel_Requested_IsThereOrNotFound(string path, HttpStatusCode status, string says)
    {
        using var response = await _terminal.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(says, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminal_HostileUrl_IsTextOnly()
    {
        var page = await GetAsync("/?tickers=%3Cscript%3Ealert(1)%3C/script%3E&chart=%22onload=x&interval=%00");

        Assert.DoesNotContain("<script>alert", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("data-testid=\"view-problems\"", page, StringComparison.Ordinal);
    }

    private Task<string> GetAsync(string path) => _terminal.Client.GetStringAsync(new Uri(path, UriKind.Relative));
}
