using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Alerts;

[Collection(ApiHost.Collection)]
public sealed class AlertsApiTests(ApiHost host)
{
    private static readonly DateTime Start = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    private readonly RunningTerminal _terminal = host.Terminal;

    private IDbContextFactory<TerminalDbContext> Databases =>
        (IDbContextFactory<TerminalDbContext>)_terminal.Services.GetService(typeof(IDbContextFactory<TerminalDbContext>))!;

    [Fact]
    public async Task Get_Filtered_GivesTheContractsShapeNewestFirst()
    {
        var older = TestAlerts.PriceMove("AAF", Start);
        var newer = TestAlerts.PriceMove("AAF", Start.AddSeconds(1), "moderate");
        await Databases.AddAsync(older, newer, TestAlerts.Risk("AAF", Start), TestAlerts.PriceMove("AAG", Start));

        Assert.Equal([newer.AlertId, older.AlertId], await IdsAsync("/api/alerts?symbol=aaf&kind=price_move"));
        Assert.Equal([newer.AlertId], await IdsAsync("/api/alerts?symbol=AAF&severity=moderate"));
        Assert.Equal([newer.AlertId], await IdsAsync("/api/alerts?symbol=AAF&since=2026-03-02T14:30:01Z"));
        var alert = (await _terminal.GetAsync("/api/alerts?symbol=AAF&severity=significant"))[0];
        Assert.Equal(
            ("price_move", "trades", "", "2026-03-02T14:30:00Z", "orders", 2, 1_234L),
            (alert.GetProperty("kind").GetString(), alert.GetProperty("feed").GetString(), alert.GetProperty("venue").GetString(),
                alert.GetProperty("detectedAt").GetString(), alert.GetProperty("topic").GetString(),
                alert.GetProperty("partition").GetInt32(), alert.GetProperty("offset").GetInt64()));
        Assert.Equal(105.2m, alert.GetProperty("inputs").GetProperty("price").GetDecimal());
    }

    [Fact]
    public async Task Get_PageByPage_LosesAndRepeatsNone()
    {
        // Several of one moment, so that the time alone cannot tell where a page ends.
        await Databases.AddAsync([.. Enumerable.Range(0, 23).Select(i => TestAlerts.PriceMove("AAP.P", Start.AddSeconds(i / 5)))]);

        var seen = new List<Guid>();
        for (var next = "/api/alerts?symbol=AAP.P&limit=4"; next is not null;)
        {
            using var response = await _terminal.Client.GetAsync(new Uri(next, UriKind.RelativeOrAbsolute));
            var page = await response.Content.ReadFromJsonAsync<JsonElement>();
            seen.AddRange(page.EnumerateArray().Select(alert => alert.GetProperty("alertId").GetGuid()));
            next = response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(23, seen.Count);
        Assert.Equal(23, seen.Distinct().Count());
    }

    [Fact]
    public async Task Acknowledge_Twice_KeepsTheFirstTime()
    {
        var alert = TestAlerts.PriceMove("AAK", Start);
        await Databases.AddAsync(alert);

        var first = await PostAsync($"/api/alerts/{alert.AlertId}/acknowledge");
        var second = await PostAsync($"/api/alerts/{alert.AlertId}/acknowledge");

        Assert.NotNull(first.GetProperty("acknowledgedAt").GetString());
        Assert.Equal(first.GetProperty("acknowledgedAt").GetDateTime(), second.GetProperty("acknowledgedAt").GetDateTime(),
            TimeSpan.FromMicroseconds(1));

        using var undone = await _terminal.Client.DeleteAsync(new Uri($"/api/alerts/{alert.AlertId}/acknowledge", UriKind.Relative));
        Assert.Equal(
            JsonValueKind.Null, (await undone.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("acknowledgedAt").ValueKind);
        using var unknown = await _terminal.Client.DeleteAsync(new Uri($"/api/alerts/{Guid.NewGuid()}/acknowledge", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("8d0f3f5e-3c57-4b4f-9c7e-9d2f7e6b1a2b")]
    [InlineData("no-uuid")]
    public async Task Acknowledge_Unknown_IsNotFound(string id)
    {
        using var response = await _terminal.Client.PostAsync(new Uri($"/api/alerts/{id}/acknowledge", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("GET /api/alerts", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snooze_AndWake_AreListed()
    {
        var before = DateTime.UtcNow;
        var snooze = await PostAsync("/api/alerts/snooze", new { kind = "risk", symbol = "trader_777", minutes = 15 });
        await PostAsync("/api/alerts/snooze", new { kind = "risk", symbol = "TRADER_777", minutes = 30 });

        Assert.Equal("TRADER_777", snooze.GetProperty("symbol").GetString());
        await Eventually.TrueAsync(
            async () => (await SnoozesAsync()).Any(until => until > before.AddMinutes(29)), () => "the later snooze is listed");
        Assert.Single(await SnoozesAsync());

        using var woken = await _terminal.Client.DeleteAsync(new Uri("/api/alerts/snooze?kind=risk&symbol=TRADER_777", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, woken.StatusCode);
        await Eventually.TrueAsync(async () => (await SnoozesAsync()).Count == 0, () => "nothing is snoozed");
    }

    [Fact]
    public async Task Snooze_WithoutSeverity_IsUpToThatOfTheNewestAlert()
    {
        await Databases.AddAsync(TestAlerts.Risk("AAS", Start, "limit_exceeded"), TestAlerts.Risk("AAS", Start.AddSeconds(1), "warning"));

        var seen = await PostAsync("/api/alerts/snooze", new { kind = "risk", symbol = "AAS", minutes = 15 });
        var given = await PostAsync("/api/alerts/snooze", new { kind = "risk", symbol = "AAS", minutes = 15, severity = "limit_exceeded" });
        var unknown = await PostAsync("/api/alerts/snooze", new { kind = "price_move", symbol = "AAS", minutes = 15 });

        Assert.Equal("warning", seen.GetProperty("severity").GetString());
        Assert.Equal("limit_exceeded", given.GetProperty("severity").GetString());
        Assert.Equal(JsonValueKind.Null, unknown.GetProperty("severity").ValueKind);
    }

    [Theory]
    [InlineData("""{"kind":"risk","symbol":"A"}""", "minutes")]
    [InlineData("""{"kind":"risk","symbol":"A","minutes":0}""", "minutes")]
    [InlineData("""{"kind":"risk","symbol":"A","minutes":10081}""", "minutes")]
    [InlineData("""{"kind":"fun","symbol":"A","minutes":1}""", "kind")]
    [InlineData("""{"kind":"risk","minutes":1}""", "symbol")]
    [InlineData("""{"kind":"risk","symbol":"A","minutes":1,"severity":"grave"}""", "severity")]
    [InlineData("""{"kind":"risk","symbol":"A","minutes":1,"hours":2}""", "hours")]
    public async Task Snooze_BadBody_NamesTheField(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await _terminal.Client.PostAsync(new Uri("/api/alerts/snooze", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Stored_Alert_IsPublishedByTheRunningTerminalAndWaitsForNoWebhook()
    {
        var alert = TestAlerts.PriceMove("AAQ", Start);
        await Databases.AddAsync(alert);

        await Eventually.TrueAsync(
            async () => await Databases.FindAsync(alert.AlertId) is { PublishedAt: not null, NotifiedAt: not null },
            () => "it has gone everywhere");

        var row = await Databases.FindAsync(alert.AlertId);
        Assert.True(row.PublishedAt > Start);
        Assert.Equal(DateTime.MinValue, row.NotifiedAt);
    }

    private async Task<List<Guid>> IdsAsync(string path) =>
        [.. (await _terminal.GetAsync(path)).EnumerateArray().Select(alert => alert.GetProperty("alertId").GetGuid())];

    private async Task<List<DateTime>> SnoozesAsync() =>
        [.. (await _terminal.GetAsync("/api/alerts/snooze")).EnumerateArray()
            .Where(snooze => snooze.GetProperty("symbol").GetString() == "TRADER_777")
                .Select(snooze => snooze.GetProperty("until").GetDateTime())];

    private async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        using var response = await _terminal.Client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
