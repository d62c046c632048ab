using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using TradeTerminal.Cli;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ops;
using TradeTerminal.Pipeline;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Pipeline;

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

    [Fact]
    public async Task Resume_Asked_NamesThePositionsAndTakesAnAnswerAboutThemOnly()
    {
        var gauge = new FeedGauge("quotes", "market_data", TimeProvider.System);
        using var stopping = new CancellationTokenSource();
        var asking = Task.Run(
            () => gauge.Ask(new FeedQuestion([new LostPosition(2, 100, 10, 60), new LostPosition(5, 7, 0, 3)]), stopping.Token),
            stopping.Token);
        await Eventually.TrueAsync(() => gauge.Current.Question is not null, () => "It asks");
        AskedBody[] asked = [new(2, 100, 10, 60), new(5, 7, 0, 3)];
        Assert.Equal(asked, FeedBody.Of(gauge.Current, gauge.Latency.Current, DateTimeOffset.UtcNow).Asks);

        var refused = FeedsApi.Resume([gauge], "quotes", new ResumeBody("end", [new MeantBody(2, 100)])).Result;
        Assert.Contains("asks about other positions now", ((ProblemHttpResult)refused).ProblemDetails.Detail, StringComparison.Ordinal);
        var taken = FeedsApi.Resume([gauge], "quotes", new ResumeBody("end", [new MeantBody(5, 7), new MeantBody(2, 100)])).Result;

        Assert.Equal(asked, ((Accepted<ResumedBody>)taken).Value!.Partitions);
        await asking.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Status_FeedThatAsks_SaysAboutWhichPositions()
    {
        var feed = JsonSerializer.SerializeToElement(
            new { asks = new[] { new { partition = 2, storedOffset = 100, logStart = 10, logEnd = 60 } } });

        Assert.Equal(["partition 2: stored up to 100, log from 10 to 60"], StatusCommand.Asked(feed, "asks"));
        Assert.Empty(StatusCommand.Asked(feed, "partitions"));
    }
}
