using System.Net;
using System.Text.Json;
using Npgsql;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Ops;

[Collection(ApiHost.Collection)]
public sealed class StatusApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Status_AfterTrades_AccountsForEveryOffset()
    {
        var id = Guid.NewGuid();
        await _terminal.ProduceAsync(RunningTerminal.Trade(id: id), RunningTerminal.Trade(id: id), "nonsense");

        var status = await _terminal.GetAsync("/api/status");

        Assert.Equal("all", status.GetProperty("role").GetString());
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+", status.GetProperty("version").GetString());
        Assert.Equal("embedded", status.GetProperty("kafka").GetProperty("mode").GetString());
        Assert.StartsWith("127.0.0.1:", status.GetProperty("kafka").GetProperty("bootstrapServers").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("embedded-", status.GetProperty("kafka").GetProperty("clusterId").GetString(), StringComparison.Ordinal);
        Assert.Equal("external", status.GetProperty("database").GetProperty("mode").GetString());
        Assert.Matches("^[0-9]+", status.GetProperty("database").GetProperty("version").GetString());
        var feed = status.GetProperty("feeds").EnumerateArray().First();
        Assert.Equal("trades", feed.GetProperty("name").GetString());
        Assert.Equal("orders", feed.GetProperty("topic").GetString());
        Assert.True(feed.GetProperty("duplicates").GetInt64() >= 1);
        Assert.True(feed.GetProperty("ratePerSecond").GetDouble() > 0);
        Assert.Equal(JsonValueKind.Null, feed.GetProperty("selfCheck").ValueKind);
        Assert.Equal(4, feed.GetProperty("partitions").GetArrayLength());
        foreach (var partition in feed.GetProperty("partitions").EnumerateArray())
        {
            Assert.Equal(Of(partition, "nextOffset") - Of(partition, "startOffset"),
                Of(partition, "accepted") + Of(partition, "duplicates") + Of(partition, "rejected") + Of(partition, "skipped")
                + Of(partition, "ignored"));
            Assert.True(Of(partition, "endOffset") >= Of(partition, "nextOffset"));
            Assert.Equal(0, partition.GetProperty("lagSeconds").GetDouble());
            Assert.Equal(Of(partition, "skipped"), Of(partition, "gone") + Of(partition, "empty") + Of(partition, "unexplained"));
            Assert.Equal(JsonValueKind.Null, partition.GetProperty("selfCheck").ValueKind);
        }
    }

    [Fact]
    public async Task Live_Always_IsUp()
    {
        var health = await _terminal.GetAsync("/health/live");

        Assert.Equal("up", health.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Ready_EverythingWorks_NamesEachPart()
    {
        await _terminal.ProduceAsync(RunningTerminal.Trade());

        // The market may be a moment behind what was stored just now.
        JsonElement health = default;
        await Eventually.TrueAsync(
            async () => (health = await _terminal.GetAsync("/health/ready")).GetProperty("status").GetString() == "ready",
            () => $"It is ready: {health}");
        Assert.Equal(["database", "kafka", "feed trades", "market"],
            health.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("name").GetString()));
        Assert.All(health.GetProperty("parts").EnumerateArray(), part => Assert.Equal("up", part.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("/api/status")]
    [InlineData("/metrics")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/trades?limit=0")]
    public async Task Get_AnyAnswer_HoldsNoSecret(string path)
    {
        var password = new NpgsqlConnectionStringBuilder(host.Database.ConnectionString).Password;

        using var response = await _terminal.Client.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();

        Assert.False(string.IsNullOrEmpty(password));
        Assert.DoesNotContain(password, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Password", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task OpenApi_Document_ListsEveryAddressWithItsArguments()
    {
        var document = await _terminal.GetAsync("/openapi/v1.json");

        var paths = document.GetProperty("paths");
        Assert.Equal(
            [
                "/api/alerts", "/api/alerts/hours", "/api/alerts/snooze", "/api/alerts/{id}", "/api/alerts/{id}/acknowledge", "/api/candles",
                "/api/deletions", "/api/digest", "/api/feeds/{feed}/resume", "/api/gaps", "/api/incidents", "/api/incidents.csv", "/api/index-file", "/api/levels",
                "/api/levels/{id}", "/api/map/preview", "/api/order-flow", "/api/pipeline/history", "/api/pipeline/history.csv", "/api/pnl", "/api/pnl/day", "/api/positions",
                "/api/producer", "/api/producer/start", "/api/producer/stop", "/api/producers", "/api/producers/{name}",
                "/api/producers/{name}/start", "/api/producers/{name}/stop", "/api/quotes", "/api/rejected", "/api/rejected.csv", "/api/rejected/resubmit", "/api/rejected/resubmit-all", "/api/replay",
                "/api/replay/pause", "/api/replay/resume",
                "/api/replay/speed", "/api/replay/step", "/api/replay/stop", "/api/rules", "/api/rules/{kind}",
                "/api/rules/{kind}/rehearse", "/api/runs",
                "/api/scenarios", "/api/scenarios/{name}", "/api/statistics", "/api/status",
                "/api/stream", "/api/summary", "/api/symbols/{feed}/{symbol}", "/api/tickers", "/api/trades",
                "/api/trades.csv", "/api/volume/hours", "/api/watchlists", "/api/watchlists/{name}", "/health/live", "/health/ready", "/live", "/metrics",
            ],
            paths.EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        foreach (var (path, operation) in paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, operation))))
        {
            Assert.True(operation.Value.TryGetProperty("summary", out _), path);
            Assert.Contains(operation.Value.GetProperty("responses").EnumerateObject(),
                response => response.Name is "200" or "201" or "202" or "204");
            foreach (var parameter in Parameters(operation.Value))
            {
                Assert.True(
                    parameter.TryGetProperty("description", out var description) && description.GetString() is { Length: > 0 },
                    $"{path}: {parameter.GetProperty("name")} is not described");
            }
        }

        var limit = Parameters(paths.GetProperty("/api/candles").GetProperty("get"))
            .Single(parameter => parameter.GetProperty("name").GetString() == "limit");
        Assert.Equal("integer", limit.GetProperty("schema").GetProperty("type").GetString());
        Assert.Equal(5_000, limit.GetProperty("schema").GetProperty("maximum").GetInt32());
    }

    [Fact]
    public async Task Dashboards_AfterTrades_AreWideAndFlat()
    {
        var at = new DateTime(2026, 3, 6, 9, 0, 0, DateTimeKind.Utc);
        await _terminal.ProduceAsync(
            RunningTerminal.Trade("DASHA", "10.00", 1, at: at), RunningTerminal.Trade("DASHA", "11.00", 2, at: at.AddMilliseconds(500)),
            RunningTerminal.Trade("DASHB", "5.00", 4, at: at.AddSeconds(1)));
        JsonElement live = default;
        await RunningTerminal.WaitForAsync(() =>
        {
            live = _terminal.GetAsync("/live?tickers=DASHA,DASHB").GetAwaiter().GetResult();
            // All are stored, and may be shown one after the other.
            return live.GetArrayLength() == 2 && live[0].GetProperty("DASHA_volume").GetRawText() == "3";
        });
        var statistics = (await _terminal.GetAsync("/api/statistics?tickers=DASHA,DASHB")).EnumerateArray().ToList();

        Assert.Equal("""{"time":"2026-03-06T09:00:00Z","DASHA":11.00,"DASHA_volume":3,"DASHB":null,"DASHB_volume":null}""", live[0].GetRawText());
        Assert.Equal("""{"time":"2026-03-06T09:00:01Z","DASHA":null,"DASHA_volume":null,"DASHB":5.00,"DASHB_volume":4}""", live[1].GetRawText());
        Assert.Equal(2, statistics.Count);
        Assert.Equal(
            """{"symbol":"DASHA","tick_count":2,"avg_price":10.5,"max_price":11.00,"min_price":10.00,"time":"2026-03-06T09:00:00.5Z","feed":"trades"}""", statistics[0].GetRawText());
    }

    [Fact]
    public async Task Get_AnyPage_CarriesTheSecurityHeaders()
    {
        using var response = await _terminal.Client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("frame-ancestors 'none'",
            string.Join(';', response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("Referrer-Policy"));
    }

    [Theory]
    [InlineData("/api/status")]
    [InlineData("/")]
    public async Task Get_ForeignHostName_IsRefused(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Host = "evil.example";
        using var response = await _terminal.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("AllowedHosts", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_CircuitFromAForeignOrigin_IsRefused()
    {
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", "http://evil.example");
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(
            () => socket.ConnectAsync(new Uri($"ws://{_terminal.Address.Authority}/_blazor"), CancellationToken.None));

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    private static long Of(JsonElement partition, string name) => partition.GetProperty(name).GetInt64();

    private static JsonElement.ArrayEnumerator Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default;
}
