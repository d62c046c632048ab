using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Tests.Browser;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Judges;

/// <summary>The HTML of every page as the server sends it, judged by html-validate.</summary>
[Collection(BrowserHost.Collection)]
public sealed class PageTests(BrowserHost host)
{
    private static readonly Dictionary<string, string[]> Pages = new()
    {
        ["/"] = ["/", "/?layout=4", "/?tickers=AAPL&interval=7m", "/?tickers=AAPL,MSFT&since=2026-03-02T14:30:00Z&overlays=vwap,ma20"],
        ["/alerts"] = ["/alerts", "/alerts?kind=arbitrage&severity=opportunity&symbol=list:judged"],
        ["/history"] = ["/history", "/history?side=sell&tickers=AAPL", "/history?from=nonsense"],
        ["/instrument/{*Name}"] = ["/instrument/AAPL", "/instrument/NOBODY"],
        ["/map"] = ["/map", "/map?by=change"],
        ["/market"] = ["/market", "/market?find=a&sort=-change"],
        ["/not-found"] = ["/no-such-page"],
        ["/panel"] = ["/panel"],
        ["/panel/{Name}"] = ["/panel/candles?chart=AAPL", "/panel/lines", "/panel/tape", "/panel/volume", "/panel/instrument?chart=AAPL", "/panel/no"],
        ["/pipeline"] = ["/pipeline"],
        ["/positions"] = ["/positions", "/positions?find=oil&sort=-unrealized"],
        ["/producer"] = ["/producer"],
        ["/settings"] = ["/settings"],
        ["/symbols/{*Name}"] = ["/symbols", "/symbols/AAPL"],
        ["/watchlists"] = ["/watchlists"],
        ["/your-feed"] = ["/your-feed", "/your-feed?topic=orders&feed=trades"],
    };

    [Fact]
    public async Task Page_OfHtmlValidate_HasNoError()
    {
        await PrepareAsync();
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Judge.Folder, "htmlvalidate.json"), folder.File(".htmlvalidate.json"));
        var addresses = Pages.Values.SelectMany(pages => pages).ToArray();
        using var http = new HttpClient { BaseAddress = host.Terminal.Address };
        for (var page = 0; page < addresses.Length; page++)
        {
            using var answer = await http.GetAsync(new Uri(addresses[page], UriKind.Relative));
            await File.WriteAllTextAsync(
                folder.File(string.Create(CultureInfo.InvariantCulture, $"{page:00}.html")), PageText.OfOurs(await answer.Content.ReadAsStringAsync()));
        }

        // Into a file: what it writes into a pipe it cuts off at 64 KB.
        var (code, output, error) = await Judge.RunScriptAsync(
            folder.Path, "html-validate/bin/html-validate.mjs", "--formatter=json=verdict.json", "--max-warnings=0", "*.html");

        Assert.True(File.Exists(folder.File("verdict.json")), output + error);
        var faults = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(folder.File("verdict.json"))).EnumerateArray()
            .SelectMany(file => file.GetProperty("messages").EnumerateArray().Select(fault =>
                $"{addresses[int.Parse(Path.GetFileNameWithoutExtension(file.GetProperty("filePath").GetString()!), CultureInfo.InvariantCulture)]}: "
                + $"{fault.GetProperty("ruleId")}: {fault.GetProperty("message")} {fault.GetProperty("selector")}"))
            .ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(30)));
        Assert.Equal(0, code);
    }

    [Theory]
    [InlineData("""<a target="_blank">x</a>""", "attribute-misuse")]
    [InlineData("<a href>x</a>", "attribute-allowed-values")]
    [InlineData("""<select aria-label="x"><option selected selected>x</option></select>""", "no-dup-attr")]
    public async Task Page_WithAFault_IsFoundOut(string markup, string rule)
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(Judge.Folder, "htmlvalidate.json"), folder.File(".htmlvalidate.json"));
        await File.WriteAllTextAsync(folder.File("x.html"), $"<!DOCTYPE html><html lang=\"en\"><head><title>x</title></head><body>{markup}</body></html>");

        var (code, output, _) = await Judge.RunScriptAsync(folder.Path, "html-validate/bin/html-validate.mjs", "--formatter=json", "x.html");

        Assert.Contains($"\"{rule}\"", output, StringComparison.Ordinal);
        Assert.NotEqual(0, code);
    }

    [Fact]
    public void Pages_OfTheTerminal_AreAllJudged() => Assert.Equal(
        typeof(App).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Order(),
        Pages.Keys.Order());

    /// <summary>Positions, alerts and a watchlist, so that there is something on each page.</summary>
    private async Task PrepareAsync()
    {
        await host.Terminal.StartProducerAsync("commodities", 0.1);
        await host.Terminal.StartProducerAsync("quotes", 1);
        await host.Terminal.SendAsync(HttpMethod.Put, "/api/watchlists/judged", """{"symbols":["AAPL","MSFT"]}""");
        await host.Terminal.PlayScenarioAsync("arbitrage");
        await Eventually.TrueAsync(
            async () => (await host.Terminal.GetAsync("/api/alerts?kind=arbitrage")).GetArrayLength() > 0
                && (await host.Terminal.GetAsync("/api/positions")).GetArrayLength() > 0,
            () => "an alert and a position");
    }
}
