using System.Net;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Api;

[Collection(ApiHost.Collection)]
public sealed class HeadRequestTests(ApiHost host)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/history")]
    [InlineData("/health/live")]
    [InlineData("/metrics")]
    [InlineData("/api/status")]
    [InlineData("/api/trades")]
    [InlineData("/api/trades.csv")]
    [InlineData("/api/stream")]
    [InlineData("/openapi/v1.json")]
    public async Task Head_WhereGetIs_IsAsGetWithoutABody(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var response = await host.Terminal.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull(response.Content.Headers.ContentType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/api/nothing", HttpStatusCode.NotFound)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/trades?limit=0", HttpStatusCode.BadRequest)]
    public async Task Head_WhereGetFails_FailsAlike(string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var response = await host.Terminal.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }
}
