using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Mcp;

/// <summary>What an agent may ask. Each tool is a question to the API, and none changes anything.</summary>
[McpServerToolType]
internal sealed class McpTools(InnerApi api, IHttpContextAccessor request, TimeProvider time)
{
    private const string Tickers = "Symbols with commas between, or list:NAME for a watchlist; none means all.";
    private const string From = "ISO-8601 in UTC, this time or later.";
    private const string To = "ISO-8601 in UTC, before this time.";
    private const string OneSymbol = "One symbol, such as AAPL.";
    private const string OneFeed = "trades, quotes, commodities, crypto or indices; without it the first that knows the symbol.";

    private string Root => request.HttpContext is { Request: var own } ? $"{own.Scheme}://{own.Host}" : "";

    [McpServerTool(Name = "market_summary", Title = "Market now", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Count, average price, VWAP, volume, most active ticker and trades a second of the newest trades.")]
    public async Task<CallToolResult> MarketSummaryAsync(
        [Description(Tickers)] string? tickers = null, [Description("How many of the newest trades; 200 unless told otherwise.")] int? window = null,
        CancellationToken cancellationToken = default) =>
        Answer(
            Page("/", ("tickers", tickers)),
            await api.GetAsync("/api/summary", new() { ["tickers"] = tickers, ["window"] = Number(window) }, cancellationToken));

    [McpServerTool(Name = "list_symbols", Title = "Symbols with their newest price", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Symbols of all feeds, or of one, with newest price, its time, age in seconds, state (live, slow, stale, down) and, where the feed says it, origin (real, jittered, synthetic, unstated). Quotes have a row a venue. Of more than fit the first, and how many were left out: narrow them down with contains.")]
    public async Task<CallToolResult> ListSymbolsAsync(
        [Description("trades, quotes, commodities, crypto or indices; all unless told otherwise.")] string? feed = null,
        [Description("Only symbols that contain this, in any case.")] string? contains = null, CancellationToken cancellationToken = default)
    {
        var feeds = string.IsNullOrEmpty(feed) ? PricedFeeds.All : [feed.ToLowerInvariant()];
        var (first, data) = ((InnerAnswer?)null, new JsonArray());
        foreach (var one in feeds)
        {
            var answer = one == PricedFeeds.Trades
                ? await api.GetAsync("/api/tickers", [], cancellationToken)
                : await api.GetAsync("/api/quotes", new() { ["feed"] = one }, cancellationToken);
            first ??= answer;
            if (!answer.IsGood)
            {
                return Answer("/market", answer);
            }

            foreach (var row in answer.Body.EnumerateArray().Select(row => Symbol(row, one)).Where(row => Contains(row, contains)))
            {
                data.Add((JsonNode)row);
            }
        }

        return Answer(Page("/market", ("feeds", feed), ("find", contains)), first!, data);
    }

    [McpServerTool(Name = "candles", Title = "Candles of a symbol", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Open, high, low, close, volume and count by interval, ascending by event time; the newest may still grow.")]
    public async Task<CallToolResult> CandlesAsync(
        [Description(OneSymbol)] string symbol, [Description("1s to 1d, such as 1m, 15m or 1h; 1m unless told otherwise.")] string? interval = null,
        [Description(From)] string? from = null, [Description(To)] string? to = null, [Description("How many; 30 unless told otherwise.")] int? limit = null,
        [Description(OneFeed)] string? feed = null, CancellationToken cancellationToken = default) =>
        Answer(
            Page("/", ("chart", Named(feed, symbol)), ("interval", interval)),
            await api.GetAsync("/api/candles", new()
            {
                ["ticker"] = symbol, ["interval"] = interval, ["from"] = from, ["to"] = to, ["limit"] = Number(limit ?? 30), ["feed"] = feed,
            }, cancellationToken));

    [McpServerTool(Name = "trades", Title = "Stored trades", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Stored trades with their place in the log, newest first.")]
    public async Task<CallToolResult> TradesAsync(
        [Description(Tickers)] string? tickers = null, [Description(From)] string? from = null, [Description(To)] string? to = null,
        [Description("buy or sell; both unless told otherwise.")] string? side = null, [Description("How many; 20 unless told otherwise.")] int? limit = null,
        CancellationToken cancellationToken = default) =>
        Answer(
            Page("/history", ("tickers", tickers), ("from", from), ("to", to), ("side", side)),
            await api.GetAsync("/api/trades", new()
            {
                ["tickers"] = tickers, ["from"] = from, ["to"] = to, ["side"] = side, ["limit"] = Number(limit ?? 20),
            }, cancellationToken));

    [McpServerTool(Name = "price_at", Title = "Price at a time", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("The last price before a whole second, from what is stored, with how old it was then. Part of a second is cut off.")]
    public async Task<CallToolResult> PriceAtAsync(
        [Description(OneSymbol)] string symbol, [Description("ISO-8601 in UTC.")] string at, [Description(OneFeed)] string? feed = null,
        CancellationToken cancellationToken = default)
    {
        var isTime = DateTime.TryParse(
            at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var asked);
        var second = new DateTime(asked.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
        var answer = await api.GetAsync("/api/candles", new()
        {
            ["ticker"] = symbol, ["interval"] = "1s", ["limit"] = "1", ["to"] = isTime ? second.ToString("O") : at, ["feed"] = feed,
        }, cancellationToken);
        JsonNode? data = null;
        if (answer.IsGood)
        {
            var found = answer.Body.EnumerateArray().Select(candle => (Price: candle.GetProperty("close").GetDecimal(), From: candle.GetProperty("time").GetDateTime()))
                .ToList();
            data = found.Count == 0
                ? new JsonObject { ["price"] = null, ["why"] = "Nothing is stored of this symbol before that time." }
                : new JsonObject
                {
                    ["price"] = found[^1].Price, ["inTheSecondFrom"] = found[^1].From, ["ageSeconds"] = (second - found[^1].From).TotalSeconds,
                };
        }

        return Answer(Page("/", ("chart", Named(feed, symbol)), ("at", isTime ? second.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : null)), answer, data);
    }

    [McpServerTool(Name = "alerts", Title = "Alerts", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Alerts, newest first, each with a sentence and the numbers it was computed from.")]
    public async Task<CallToolResult> AlertsAsync(
        [Description("price_move, volume_spike, risk, order_imbalance, arbitrage or level.")] string? kind = null,
        [Description("One symbol, or one trader.")] string? symbol = null, [Description("Only one severity.")] string? severity = null,
        [Description(From)] string? since = null, [Description("How many; 10 unless told otherwise.")] int? limit = null,
        CancellationToken cancellationToken = default) =>
        Answer(
            Page("/alerts", ("kind", kind), ("symbol", symbol), ("severity", severity)),
            await api.GetAsync("/api/alerts", new()
            {
                ["kind"] = kind, ["symbol"] = symbol, ["severity"] = severity, ["since"] = since, ["limit"] = Number(limit ?? 10),
            }, cancellationToken));

    [McpServerTool(Name = "explain_alert", Title = "Why an alert was raised", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("One alert with its condition, the numbers put in, and whether it holds when it is computed again.")]
    public async Task<CallToolResult> ExplainAlertAsync(
        [Description("Its alertId.")] string id, CancellationToken cancellationToken = default) =>
        Answer(Page("/alerts", ("alert", id)), await api.GetAsync("/api/alerts/{id}", new() { ["id"] = id }, cancellationToken));

    [McpServerTool(Name = "rules", Title = "Rules that raise alerts", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Each rule with its settings and how often it has fired in the last 24 hours.")]
    public async Task<CallToolResult> RulesAsync(CancellationToken cancellationToken = default) =>
        Answer("/alerts", await api.GetAsync("/api/rules", [], cancellationToken));

    [McpServerTool(Name = "rehearse_rule", Title = "What a rule would have done", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Runs a rule over the stored events of the last hours; nothing is changed.")]
    public async Task<CallToolResult> RehearseRuleAsync(
        [Description("price_move, volume_spike, risk, order_imbalance or arbitrage.")] string kind,
        [Description("Settings to try, as the tool rules gives them; those in force when left out.")] JsonElement? settings = null,
        [Description("1 to 168, 24 unless told otherwise.")] int? hours = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject { ["hours"] = hours, ["settings"] = settings is { } given ? JsonNode.Parse(given.GetRawText()) : null };
        var answer = await api.RehearseAsync(kind, body.ToJsonString(), cancellationToken);
        var data = answer.IsGood ? JsonNode.Parse(answer.Body.GetRawText())!.AsObject() : null;
        if (data?["first"] is JsonArray first)
        {
            while (first.Count > 3)
            {
                first.RemoveAt(first.Count - 1);
            }
        }

        return Answer(Page("/alerts", ("kind", kind)), answer, data);
    }

    [McpServerTool(Name = "positions", Title = "Open positions", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Open positions of the commodity book and of traders, with mark, its age and source, and unrealized profit or loss.")]
    public async Task<CallToolResult> PositionsAsync(
        [Description("commodities or traders; both unless told otherwise.")] string? book = null, [Description(Tickers)] string? symbols = null,
        [Description("How many; 15 unless told otherwise.")] int? limit = null, CancellationToken cancellationToken = default) =>
        Answer(Page("/positions", ("tickers", symbols)), await api.GetAsync("/api/positions", new()
        {
            ["book"] = book, ["symbols"] = symbols, ["limit"] = Number(limit ?? 15),
        }, cancellationToken));

    [McpServerTool(Name = "feed_status", Title = "State of the feeds", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("For each feed: phase, problem, counts, lag in records and seconds, and what the self-check has found.")]
    public async Task<CallToolResult> FeedStatusAsync(CancellationToken cancellationToken = default)
    {
        var answer = await api.GetAsync("/api/status", [], cancellationToken);
        return Answer(
            "/pipeline", answer, answer.IsGood ? new JsonArray([.. answer.Body.GetProperty("feeds").EnumerateArray().Select(Feed)]) : null);
    }

    [McpServerTool(Name = "rejects", Title = "Rejected messages", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Messages that were refused, newest first, with the reason and their place in the log.")]
    public async Task<CallToolResult> RejectsAsync(
        [Description("Only one reason, such as json or timestamp.")] string? reason = null, [Description("How many; 5 unless told otherwise.")] int? limit = null,
        CancellationToken cancellationToken = default) =>
        Answer("/pipeline", await api.GetAsync("/api/rejected", new()
        {
            ["reason"] = reason, ["limit"] = Number(limit ?? 5),
        }, cancellationToken));

    private CallToolResult Answer(string page, InnerAnswer answer, JsonNode? data = null) =>
        McpAnswer.Of(Root, page, answer, time.GetUtcNow().UtcDateTime, data);

    private static string Page(string path, params (string Name, string? Value)[] query) =>
        path + QueryString.Create(query.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));

    private static string Named(string? feed, string symbol) => string.IsNullOrEmpty(feed) ? symbol : $"{feed}:{symbol}";

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Symbol(JsonElement row, string feed)
    {
        if (feed != PricedFeeds.Trades)
        {
            return Some(row, "feed", "symbol", "venue", "price", "bid", "ask", "origin", "time", "ageSeconds", "state");
        }

        var symbol = Some(row, "ticker", "lastPrice", "changePercent", "volume", "time", "ageSeconds", "state");
        symbol.Insert(0, "feed", feed);
        return symbol;
    }

    private static JsonNode Feed(JsonElement row) => Some(
        row, "name", "topic", "phase", "problem", "accepted", "duplicates", "rejected", "skipped", "ignored", "selfCheck", "ratePerSecond", "newestEventTime",
        "lagRecords", "lagSeconds");

    private static JsonObject Some(JsonElement row, params string[] names) =>
        new(names.Select(name => KeyValuePair.Create(name, JsonNode.Parse(row.GetProperty(name).GetRawText()))));

    private static bool Contains(JsonNode row, string? text) =>
        string.IsNullOrEmpty(text) || (row["ticker"] ?? row["symbol"])!.GetValue<string>().Contains(text, StringComparison.OrdinalIgnoreCase);
}
