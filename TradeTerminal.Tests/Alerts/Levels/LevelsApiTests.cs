using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Alerts.Levels;

[Collection(ApiHost.Collection)]
public sealed class LevelsApiTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Post_Level_FiresInTheTransactionOfTheTradeThatReachesIt()
    {
        await ShowAsync("LVA", 100);

        using var posted = await _terminal.Client.PostAsJsonAsync(
            "/api/levels", new { symbol = "lva", price = 101.5, direction = "above", note = "breakout", sound = "chime" });
        var level = await posted.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Equal(("trades", "LVA", 101.5m, "once", true), Of(level));

        await SendAsync("LVA", 102.25m);
        await Eventually.TrueAsync(
            async () => (await _terminal.GetAsync("/api/alerts?symbol=LVA&kind=level")).GetArrayLength() == 1, () => "the level fires");
        var alert = (await _terminal.GetAsync("/api/alerts?symbol=LVA&kind=level"))[0];
        Assert.Equal("LVA is above 101.5: 102.25 (breakout)", alert.GetProperty("message").GetString());
        Assert.Equal("reached", alert.GetProperty("severity").GetString());
        JsonElement fired = default;
        await Eventually.TrueAsync(
            async () =>
            {
                fired = Assert.Single((await _terminal.GetAsync("/api/levels?symbol=LVA")).EnumerateArray());
                return !fired.GetProperty("armed").GetBoolean();
            },
            () => $"It is no longer armed: {fired}");
        Assert.Equal(alert.GetProperty("detectedAt").GetString(), fired.GetProperty("firedAt").GetString());

        var address = posted.Headers.Location!;
        using var put = await _terminal.Client.PutAsJsonAsync(address, new { symbol = "LVA", price = 103, repeat = "every" });
        Assert.Equal(("trades", "LVA", 103m, "every", true), Of(await put.Content.ReadFromJsonAsync<JsonElement>()));
        Assert.Equal(HttpStatusCode.NoContent, (await _terminal.Client.DeleteAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _terminal.Client.DeleteAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("""{"symbol":"NOSUCH","price":1}""", "symbol")]
    [InlineData("""{"symbol":"LVB"}""", "price")]
    [InlineData("""{"symbol":"LVB","price":1,"direction":"sideways"}""", "direction")]
    [InlineData("""{"symbol":"LVB","price":1,"repeat":"never"}""", "repeat")]
    [InlineData("""{"symbol":"LVB","price":0.1234567890123456789}""", "price")]
    [InlineData("""{"symbol":"LVB","price":1,"sound":"gong"}""", "sound")]
    [InlineData("""{"symbol":"LVB","price":1,"expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    public async Task Post_Wrong_NamesTheArgument(string body, string argument)
    {
        await ShowAsync("LVB", 100);

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await _terminal.Client.PostAsync(new Uri("/api/levels", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(argument, out _));
    }

    /// <summary>A symbol can be named as soon as it is shown.</summary>
    private async Task ShowAsync(string ticker, decimal price)
    {
        await SendAsync(ticker, price);
        await Eventually.TrueAsync(
            async () => (await _terminal.GetAsync("/api/tickers")).ToString().Contains($"\"{ticker}\"", StringComparison.Ordinal),
            () => $"{ticker} is shown");
    }

    /// <summary>Stored when it returns.</summary>
    private Task SendAsync(string ticker, decimal price) => _terminal.ProduceAsync(
        JsonSerializer.Serialize(new
        {
            trade_id = Guid.NewGuid(), ticker, price, volume = 1, side = "buy", timestamp = DateTime.UtcNow.ToString("O"),
        }));

    private static (string?, string?, decimal, string?, bool) Of(JsonElement level) => (
        level.GetProperty("feed").GetString(), level.GetProperty("symbol").GetString(), level.GetProperty("price").GetDecimal(),
        level.GetProperty("repeat").GetString(), level.GetProperty("armed").GetBoolean());
}
