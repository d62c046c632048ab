using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TradeTerminal.Tests.Api;

[Collection(ApiHost.Collection)]
public sealed class FeedsApiTests(ApiHost host)
{
    [Theory]
    [InlineData("trades", "end", HttpStatusCode.Conflict, "does not ask")]
    [InlineData("bonds", "end", HttpStatusCode.NotFound, "trades")]
    [InlineData("trades", "middle", HttpStatusCode.BadRequest, "end or start")]
    public async Task Resume_NotAsked_SaysWhy(string feed, string at, HttpStatusCode expected, string said)
    {
        using var response = await host.Terminal.Client.PostAsJsonAsync($"api/feeds/{feed}/resume", new { at });

        Assert.Equal(expected, response.StatusCode);
        Assert.Contains(said, (await response.Content.ReadFromJsonAsync<JsonElement>()).ToString(), StringComparison.Ordinal);
    }
}
