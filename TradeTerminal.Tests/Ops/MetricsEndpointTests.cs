using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Ops;

[Collection(ApiHost.Collection)]
public sealed partial class MetricsEndpointTests(ApiHost host)
{
    private readonly RunningTerminal _terminal = host.Terminal;

    [Fact]
    public async Task Get_AfterTrades_CountsThemPerPartition()
    {
        await _terminal.ProduceAsync([.. Enumerable.Range(0, 40).Select(_ => RunningTerminal.Trade("METR"))]);

        // The two are read one after the other.
        Dictionary<string, double> samples = [];
        JsonElement feed = default;
        await Eventually.TrueAsync(
            async () =>
            {
                samples = Parse(await ReadAsync());
                feed = (await _terminal.GetAsync("/api/status")).GetProperty("feeds")[0];
                return feed.GetProperty("accepted").GetInt64() == Sum(samples, "terminal_feed_accepted_total")
                    && Sum(samples, "terminal_feed_batch_duration_seconds_count") == Sum(samples, "terminal_feed_batch_size_count");
            },
            () => $"The metrics count what the status counts: {feed}");
        Assert.Equal(4, samples.Keys.Count(key => key.StartsWith("terminal_feed_lag_seconds{", StringComparison.Ordinal)));
        Assert.Equal(1, samples["terminal_feed_running{feed=\"trades\"}"]);
        Assert.Equal(1, samples["terminal_feed_self_check{feed=\"trades\"}"]);
        Assert.Equal(0, Sum(samples, "terminal_feed_unexplained_total"));
        Assert.Equal(
            samples["terminal_feed_batch_size_count{feed=\"trades\"}"],
            samples["terminal_feed_batch_size_bucket{feed=\"trades\",le=\"+Inf\"}"]);
        foreach (var stage in (string[])["broker_time=\"create\",feed=\"trades\",stage=\"event_to_broker\"", "broker_time=\"create\",feed=\"trades\",stage=\"broker_to_received\"", "feed=\"trades\",stage=\"received_to_committed\""])
        {
            Assert.True(samples[$"terminal_feed_stage_seconds_count{{{stage}}}"] > 0, stage);
        }

        Assert.Contains(feed.GetProperty("latency").EnumerateArray(),
            one => one.GetProperty("stage").GetString() == "received_to_committed");
        Assert.True(samples["terminal_market_version"] > 0);
        Assert.True(Sum(samples, "dotnet_process_memory_working_set_bytes") > 0);
        Assert.True(Sum(samples, "dotnet_process_cpu_time_seconds_total") > 0);
    }

    [Fact]
    public async Task Get_Always_IsWellFormed()
    {
        var text = await ReadAsync();

        var declared = new HashSet<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                Assert.True(declared.Add(line.Split(' ')[2]), $"twice: {line}");
            }
            else if (!line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                Assert.Matches(Sample(), line);
                var name = Suffix().Replace(line.Split('{', ' ')[0], "");
                Assert.True(declared.Contains(name) || declared.Contains(line.Split('{', ' ')[0]), line);
            }
        }
    }

    private async Task<string> ReadAsync()
    {
        using var response = await _terminal.Client.GetAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        return await response.Content.ReadAsStringAsync();
    }

    private static Dictionary<string, double> Parse(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .ToDictionary(line => line[..line.LastIndexOf(' ')],
            line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    private static double Sum(Dictionary<string, double> samples, string name) =>
        samples.Where(sample => sample.Key.Split('{')[0] == name).Sum(sample => sample.Value);

    [GeneratedRegex("""^[a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*")*\})? -?[0-9.E+-]+$""")]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
