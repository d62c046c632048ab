using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Alerts.Rules;

[Collection(ApiHost.Collection)]
public sealed class RulesApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Get_Rules_GivesSettingsDefaultsAndState()
    {
        var rules = (await _terminal.GetAsync("/api/rules")).EnumerateArray().ToList();

        Assert.Equal(
            ["price_move", "volume_spike", "risk", "order_imbalance", "arbitrage"],
            rules.Select(rule => rule.GetProperty("kind").GetString()));
        var move = rules[0];
        Assert.Equal(5, move.GetProperty("defaults").GetProperty("significantPercent").GetDecimal());
        Assert.Equal("price_alerts", move.GetProperty("topic").GetString());
        Assert.True(move.TryGetProperty("alertsLastDay", out _));
        Assert.True(move.TryGetProperty("lastFired", out _));
    }

    [Fact]
    public async Task Put_WholeSettings_AppliesAndIsRead()
    {
        var before = await SettingsAsync("volume_spike");

        using (var response = await PutAsync("volume_spike", """{"enabled":false,"highRatio":4,"extremeRatio":8,"coolDownSeconds":30}"""))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var settings = await SettingsAsync("volume_spike");
        Assert.Equal((false, 4m, 8m, 30), (
            settings.GetProperty("enabled").GetBoolean(), settings.GetProperty("highRatio").GetDecimal(),
            settings.GetProperty("extremeRatio").GetDecimal(), settings.GetProperty("coolDownSeconds").GetInt32()));
        using var restored = await PutAsync("volume_spike", before.GetRawText());
        Assert.Equal(before.GetRawText(), (await SettingsAsync("volume_spike")).GetRawText());
    }

    [Theory]
    [InlineData("""{"significantPercent":0}""", "significantPercent")]
    [InlineData("""{"significantPercent":"five"}""", "significantPercent")]
    [InlineData("""{"moderateEnabled":true,"moderatePercent":6}""", "moderatePercent")]
    [InlineData("""{"coolDownSeconds":1.5}""", "coolDownSeconds")]
    [InlineData("""{"repeat":"never"}""", "repeat")]
    [InlineData("""{"hysteresis":1}""", "hysteresis")]
    [InlineData("""{"treshold":1}""", "treshold")]
    [InlineData("[]", "body")]
    public async Task Put_BadSettings_NamesTheFieldAndChangesNothing(string body, string field)
    {
        var before = await SettingsAsync("price_move");

        using var response = await PutAsync("price_move", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
        Assert.Equal(before.GetRawText(), (await SettingsAsync("price_move")).GetRawText());
    }

    [Fact]
    public async Task Put_UpdatedAtOfAnEarlierSave_IsAConflictAndChangesNothing()
    {
        var before = await SettingsAsync("arbitrage");
        using var unconditional = await PutAsync("arbitrage", "{\"edgeBps\":21}");
        var saved = (await unconditional.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("updatedAt").GetRawText();

        using var first = await PutAsync("arbitrage", $$"""{"edgeBps":22,"updatedAt":{{saved}}}""");
        using var second = await PutAsync("arbitrage", $$"""{"edgeBps":23,"updatedAt":{{saved}}}""");
        using var never = await PutAsync("arbitrage", """{"edgeBps":24,"updatedAt":null}""");
        using var bad = await PutAsync("arbitrage", """{"edgeBps":25,"updatedAt":"yesterday"}""");

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.BadRequest],
            new[] { first, second, never, bad }.Select(response => response.StatusCode));
        Assert.Contains("changed meanwhile", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(22, (await SettingsAsync("arbitrage")).GetProperty("edgeBps").GetDecimal());
        using var restored = await PutAsync("arbitrage", before.GetRawText());
        Assert.Equal(HttpStatusCode.OK, restored.StatusCode);
    }

    [Fact]
    public async Task Put_NoSuchRule_IsNotFound()
    {
        using var response = await PutAsync("boredom", "{}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Rehearse_StoredTrades_CountsWhatWouldHaveFired()
    {
        var at = DateTime.UtcNow.AddMinutes(-5);
        await _terminal.ProduceAsync([.. new[] { 100m, 110m, 121m, 122m }.Select((price, i) =>
            RunningTerminal.Trade("REH", price.ToString(CultureInfo.InvariantCulture), at: at.AddSeconds(i)))]);

        var loose = await RehearseAsync("""{"settings":{"significantPercent":9,"coolDownSeconds":60},"hours":1}""");
        var strict = await RehearseAsync("""{"settings":{"significantPercent":900},"hours":1}""");

        var mine = loose.GetProperty("first").EnumerateArray().Where(alert => alert.GetProperty("symbol").GetString() == "REH").ToList();
        Assert.Single(mine);
        Assert.True(loose.GetProperty("fired").GetInt64() >= 2, loose.GetRawText());
        Assert.True(loose.GetProperty("fired").GetInt64() > loose.GetProperty("firedWithCoolDown").GetInt64(), loose.GetRawText());
        Assert.True(loose.GetProperty("events").GetInt64() >= 4, loose.GetRawText());
        Assert.Equal(TimeSpan.FromHours(1), loose.GetProperty("to").GetDateTime() - loose.GetProperty("from").GetDateTime());
        Assert.Equal((0, 0), (strict.GetProperty("fired").GetInt64(), strict.GetProperty("firedWithCoolDown").GetInt64()));
    }

    [Theory]
    [InlineData("""{"hours":0}""", "hours")]
    [InlineData("""{"hours":169}""", "hours")]
    [InlineData("""{"settings":{"significantPercent":-1}}""", "significantPercent")]
    [InlineData("""{"minutes":1}""", "minutes")]
    public async Task Rehearse_BadBody_NamesTheField(string body, string field)
    {
        using var response = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Rehearse_NoBody_TriesTheSettingsInForceOnADay()
    {
        using var response = await _terminal.Client.PostAsync(new Uri("/api/rules/risk/rehearse", UriKind.Relative), null);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        var result = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(TimeSpan.FromDays(1), result.GetProperty("to").GetDateTime() - result.GetProperty("from").GetDateTime());
    }

    private async Task<JsonElement> SettingsAsync(string kind) => (await _terminal.GetAsync("/api/rules")).EnumerateArray()
        .Single(rule => rule.GetProperty("kind").GetString() == kind).GetProperty("settings");

    private async Task<HttpResponseMessage> PutAsync(string kind, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _terminal.Client.PutAsync(new Uri($"/api/rules/{kind}", UriKind.Relative), content);
    }

    private async Task<JsonElement> RehearseAsync(string body)
    {
        using var response = await PostAsync(body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _terminal.Client.PostAsync(new Uri("/api/rules/price_move/rehearse", UriKind.Relative), content);
    }
}
