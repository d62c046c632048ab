using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Judges;

/// <summary>What Prometheus' own tool says of the metrics.</summary>
[Collection(ApiHost.Collection)]
public sealed class MetricsTests(ApiHost host)
{
    /// <summary>Gauges of .NET's own meter, which are called so everywhere.</summary>
    private static readonly string[] Theirs = ["dotnet_assembly_count", "dotnet_process_cpu_count", "dotnet_timer_count"];

    [Fact]
    public async Task Metrics_OfPromtool_HaveNothingOfOursToMend()
    {
        await host.Terminal.ProduceAsync(RunningTerminal.Trade());
        var metrics = await host.Terminal.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        var (_, output, error) = await CheckAsync(metrics);

        Assert.Contains("terminal_feed", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(
            (output + error).Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !Theirs.Contains(line.Split(' ')[0]));
    }

    [Fact]
    public async Task Metrics_WithAFault_AreFoundOut()
    {
        var (code, output, error) = await CheckAsync("# TYPE terminal_things counter\nterminal_things 1\n");

        Assert.NotEqual(0, code);
        Assert.Contains("_total", output + error, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> CheckAsync(string metrics) =>
        Judge.RunAsync(Repository.Root, Judge.Program("promtool"), metrics, "check", "metrics");
}
