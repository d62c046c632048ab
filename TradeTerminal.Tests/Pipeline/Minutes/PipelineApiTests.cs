using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Pipeline.Minutes;

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
                var history = await host.Terminal.GetAsync("/api/pipeline/history?span=day");
                var status = await host.Terminal.GetAsync("/api/status");
                var columns = history.GetProperty("columns").EnumerateArray().ToList();
                var feed = status.GetProperty("feeds").EnumerateArray().First();
                return new[] { "accepted", "duplicates", "rejected" }.All(
                    name => columns.Sum(column => column.GetProperty(name).GetInt64()) == feed.GetProperty(name).GetInt64())
                    && columns.Sum(column => column.GetProperty("reasons").TryGetProperty("json", out var json) ? json.GetInt64() : 0) >= 1;
            },
            () => "The columns add up to what the feed has counted.");
    }

    [Fact]
    public async Task HistoryCsv_AfterMessages_HasTheSameColumns()
    {
        await host.Terminal.ProduceAsync("{");
        string[] lines = [];
        await Eventually.TrueAsync(
            async () =>
            {
                var csv = await host.Terminal.Client.GetStringAsync(new Uri("/api/pipeline/history.csv?span=day", UriKind.Relative));
                lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
                return lines.Length > 1 && lines[^1].Contains("json=", StringComparison.Ordinal);
            },
            () => "a line with rejects by reason");

        Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == ','), line.Count(c => c == ',')));
    }
}
