using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Pipeline.OverTime;

[Collection(ApiHost.Collection)]
public sealed class PipelineApiTests(ApiHost host)
{
    [Fact]
    public async Task History_AfterMessages_AddsUpToTheStatus()
    {
        await host.Terminal.ProduceAsync(RunningTerminal.Trade(), "{", "[]");

        await Eventually.TrueAsync(
            async () =>
            {
                var (history, status) = (await host.Terminal.GetAsync("/api/pipeline/history?span=day"), await host.Terminal.GetAsync("/api/status"));
                var (columns, feed) = (history.GetProperty("columns").EnumerateArray().ToList(), status.GetProperty("feeds").EnumerateArray().First());
                return new[] { "accepted", "duplicates", "rejected" }.All(
                    name => columns.Sum(column => column.GetProperty(name).GetInt64()) == feed.GetProperty(name).GetInt64())
                    && columns.Sum(column => column.GetProperty("reasons").TryGetProperty("json", out var json) ? json.GetInt64() : 0) >= 1;
            },
            () => "The columns add up to what the feed has counted.");
    }

    [Fact]
    public async Task Incidents_Asked_AreAList()
    {
        Assert.True((await host.Terminal.GetAsync("/api/incidents?limit=5")).GetArrayLength() <= 5);
        Assert.Equal(0, (await host.Terminal.GetAsync("/api/incidents?open=true&kind=crash")).GetArrayLength());
    }
}
