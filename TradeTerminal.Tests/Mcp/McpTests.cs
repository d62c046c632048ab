using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Mcp;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Mcp;

/// <summary>The tools as an agent finds them, by the protocol's own client.</summary>
[Collection(ApiHost.Collection)]
public sealed class McpTests(ApiHost host) : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 3, 4, 9, 0, 0, DateTimeKind.Utc);

    private readonly RunningTerminal _terminal = host.Terminal;
    private HttpClientTransport _transport = null!;
    private McpClient _client = null!;

    private IDbContextFactory<TerminalDbContext> Databases =>
        (IDbContextFactory<TerminalDbContext>)_terminal.Services.GetService(typeof(IDbContextFactory<TerminalDbContext>))!;

    public async ValueTask InitializeAsync()
    {
        _transport = new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(_terminal.Address, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp,
        });
        _client = await McpClient.CreateAsync(_transport);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _transport.DisposeAsync();
    }

    [Fact]
    public async Task ListTools_Always_AreTwelveThatOnlyRead()
    {
        var tools = await _client.ListToolsAsync();

        Assert.Equal(
            [
                "alerts", "candles", "explain_alert", "feed_status", "list_symbols", "market_summary", "positions", "price_at", "rehearse_rule",
                "rejects", "rules", "trades",
            ],
            tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, tool => Assert.True(tool.ProtocolTool.Annotations?.ReadOnlyHint));
        Assert.All(tools, tool => Assert.False(string.IsNullOrEmpty(tool.Description)));
    }

    [Fact]
    public async Task Call_OfTrades_GivesWhatTheApiGives()
    {
        await _terminal.ProduceAsync(
            RunningTerminal.Trade("MCPA", "10.50", 3, at: Start), RunningTerminal.Trade("MCPA", "11.50", 5, at: Start.AddSeconds(2)));

        var trades = await AskAsync("trades", new() { ["tickers"] = "MCPA" });
        var candles = await AskAsync("candles", new() { ["symbol"] = "MCPA" });
        var before = await AskAsync("price_at", new() { ["symbol"] = "MCPA", ["at"] = "2026-03-04T09:00:02.900Z" });
        var none = await AskAsync("price_at", new() { ["symbol"] = "MCPA", ["at"] = "2026-03-04T08:00:00Z" });
        // The market in memory follows what is stored.
        JsonElement symbols = default;
        await Eventually.TrueAsync(
            async () => (symbols = (await AskAsync("list_symbols", new() { ["contains"] = "mcpa" })).GetProperty("data")).EnumerateArray()
                .Any(symbol => symbol.GetProperty("lastPrice").GetDecimal() == 11.5m),
            () => $"It is in the market: {symbols}");

        Assert.Equal((await _terminal.GetAsync("/api/trades?tickers=MCPA&limit=20")).GetRawText(), trades.GetProperty("data").GetRawText());
        Assert.Equal((await _terminal.GetAsync("/api/candles?ticker=MCPA&limit=30")).GetRawText(), candles.GetProperty("data").GetRawText());
        Assert.Equal(new Uri(_terminal.Address, "/history?tickers=MCPA").AbsoluteUri, trades.GetProperty("page").GetString());
        Assert.Equal(new Uri(_terminal.Address, "/api/trades?tickers=MCPA&limit=20").AbsoluteUri, trades.GetProperty("api").GetString());
        Assert.Equal("""{"price":10.50,"inTheSecondFrom":"2026-03-04T09:00:00Z","ageSeconds":2}""", before.GetProperty("data").GetRawText());
        Assert.Equal(JsonValueKind.Null, none.GetProperty("data").GetProperty("price").ValueKind);
        Assert.Equal(11.5m, Assert.Single(symbols.EnumerateArray()).GetProperty("lastPrice").GetDecimal());
    }

    /// <summary>Who asks for a symbol need not know of which feed it is.</summary>
    [Fact]
    public async Task Call_OfSymbols_FindsThemInEveryFeed()
    {
        await _terminal.ProduceAsync(RunningTerminal.Trade("EVERYFEED", "12.50", 1));
        await using (var database = await Databases.CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            database.LatestPrices.Add(new LatestPriceRow
            {
                Feed = "crypto", Symbol = "EVERYFEED-USD", Price = 99.5m, Origin = "synthetic", EventTime = DateTime.UtcNow.AddSeconds(-3),
            });
            await database.SaveChangesAsync(TestContext.Current.CancellationToken);
        }


        var all = (await AskAsync("list_symbols", new() { ["contains"] = "everyfeed" })).GetProperty("data").EnumerateArray().ToList();
        var crypto = (await AskAsync("list_symbols", new() { ["contains"] = "everyfeed", ["feed"] = "crypto" })).GetProperty("data");

        Assert.Equal(["trades EVERYFEED 12.5", "crypto EVERYFEED-USD 99.5"], all.Select(row => row.GetProperty("feed").GetString() == "trades"
            ? $"trades {row.GetProperty("ticker")} {row.GetProperty("lastPrice").GetDecimal():0.##}"
            : $"{row.GetProperty("feed")} {row.GetProperty("symbol")} {row.GetProperty("price").GetDecimal():0.##}"));
        Assert.Equal("synthetic", Assert.Single(crypto.EnumerateArray()).GetProperty("origin").GetString());
        Assert.All(all, row => Assert.True(row.GetProperty("ageSeconds").GetDouble() >= 0));
    }

    [Fact]
    public async Task Call_OfAnAlert_SaysWhyItWasRaised()
    {
        var alert = TestAlerts.PriceMove("MCPB", Start);
        await Databases.AddAsync(alert);

        var listed = await AskAsync("alerts", new() { ["symbol"] = "MCPB" });
        var why = (await AskAsync("explain_alert", new() { ["id"] = alert.AlertId.ToString() })).GetProperty("data");

        Assert.Equal(alert.AlertId, listed.GetProperty("data")[0].GetProperty("alertId").GetGuid());
        Assert.Equal("|105.2 − 100| / 100 = 5.20 % > 5 %", why.GetProperty("condition").GetString());
        Assert.True(why.GetProperty("holds").GetBoolean());
    }

    [Theory]
    [InlineData("candles", "symbol", "", "'ticker' must be one symbol")]
    [InlineData("trades", "from", "noon", "'from' must be")]
    [InlineData("explain_alert", "id", "17", "There is no alert with this id")]
    [InlineData("list_symbols", "feed", "weather", "'feed' must be one of")]
    [InlineData("rehearse_rule", "kind", "weather", "The rules are")]
    [InlineData("market_summary", "tickers", "list:no-such", "no-such")]
    public async Task Call_WrongArgument_IsRefusedInTheWordsOfTheApi(string tool, string argument, string value, string said)
    {
        var result = await _client.CallToolAsync(tool, new Dictionary<string, object?> { [argument] = value });

        Assert.True(result.IsError);
        Assert.Contains(said, Text(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trades", "ticker", "AAPL", "'ticker' is not known here. This tool takes tickers, from, to, side, limit.")]
    [InlineData("rules", "kind", "risk", "'kind' is not known here. This tool takes no arguments.")]
    [InlineData("market_summary", "window", "many", "'window' must be a whole number.")]
    [InlineData("trades", "limit", 5_000, "'limit' must be a whole number from 1 to 1000")]
    [InlineData("candles", "interval", "1m", "'symbol' is missing.")]
    [InlineData("candles", "symbol", 7, "'symbol' must be text.")]
    public async Task Call_ArgumentThatTheToolHasNot_IsRefused(string tool, string argument, object value, string said)
    {
        var result = await _client.CallToolAsync(tool, new Dictionary<string, object?> { [argument] = value });

        Assert.True(result.IsError);
        Assert.Contains(said, Text(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("market_summary")]
    [InlineData("list_symbols")]
    [InlineData("trades")]
    [InlineData("alerts")]
    [InlineData("rules")]
    [InlineData("positions")]
    [InlineData("feed_status")]
    [InlineData("rejects")]
    public async Task Call_WithoutArguments_Answers(string tool)
    {
        var answer = await AskAsync(tool, []);

        Assert.NotEqual(JsonValueKind.Null, answer.GetProperty("data").ValueKind);
    }

    [Fact]
    public async Task Call_MoreThanFits_IsCutAndSaysSo()
    {
        await Databases.AddAsync([.. Enumerable.Range(0, 20).Select(i => TestAlerts.PriceMove("MCPC", Start.AddSeconds(i)))]);

        var answer = await AskAsync("alerts", new() { ["symbol"] = "MCPC", ["limit"] = 20 });

        var shown = answer.GetProperty("data").GetArrayLength();
        Assert.InRange(shown, 5, 19);
        Assert.Equal(20 - shown, answer.GetProperty("leftOut").GetInt32());
    }

    [Fact]
    public async Task Rehearse_AChangedRule_SaysWhatItWouldHaveDoneAndChangesNothing()
    {
        var before = (await _terminal.GetAsync("/api/rules")).GetRawText();

        var answer = await AskAsync("rehearse_rule", new() { ["kind"] = "price_move", ["hours"] = 1 });

        Assert.True(answer.GetProperty("data").GetProperty("events").GetInt64() >= 0);
        Assert.Equal(before, (await _terminal.GetAsync("/api/rules")).GetRawText());
    }

    [Fact]
    public async Task Llms_Always_NamesWhatThereIs()
    {
        var text = await _terminal.Client.GetStringAsync(new Uri("/llms.txt", UriKind.Relative));

        Assert.Contains("(/mcp)", text, StringComparison.Ordinal);
        Assert.Contains("(/openapi/v1.json)", text, StringComparison.Ordinal);
    }

    private static string Text(CallToolResult result) => ((TextContentBlock)Assert.Single(result.Content)).Text;

    private async Task<JsonElement> AskAsync(string tool, Dictionary<string, object?> arguments)
    {
        var result = await _client.CallToolAsync(tool, arguments);
        var text = Text(result);
        Assert.False(result.IsError == true, text);
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, McpAnswer.MostBytes);
        return JsonDocument.Parse(text).RootElement;
    }
}
