using TradeTerminal.Benchmarks.Latency;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Benchmarks.Viewers;
using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Benchmarks.Against;

/// <summary>A terminal of one build, with a browser and viewers of its own. Between two measurements its market stands still.</summary>
internal sealed class ScreenSide : IAsyncDisposable
{
    private const int Rate = 1_000;
    private const int Many = 100;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(8);

    private readonly LiveTerminal _terminal;
    private readonly ServerMeter _server;
    private readonly Swarm _viewers;

    private ScreenSide(LiveTerminal terminal, ServerMeter server) =>
        (_terminal, _server, _viewers) = (terminal, server, Swarm.Of(terminal.Address));

    public static async Task<ScreenSide> StartAsync(string assembly)
    {
        var terminal = await LiveTerminal.StartAsync(assembly: assembly);
        return new ScreenSide(terminal, await ServerMeter.OpenAsync(terminal));
    }

    public async Task<ScreenCost> MeasureAsync()
    {
        await _terminal.ProduceAsync(Rate);
        await _viewers.SetAsync(Many);
        await Task.Delay(Settle);
        var load = await Load.MeasureAsync(_server, _viewers, Span);
        await _viewers.SetAsync(0);
        var painted = await LatencyBenchmark.MeasureAsync(_terminal, "", PaintProbe.Terminal);
        await _terminal.SilenceAsync();
        var heap = await HeapRows.PerViewerAsync(_viewers, _server.LiveHeapAsync);
        await _viewers.SetAsync(0);
        return new ScreenCost(
            Percentile.Of(painted, 50)!.Value, Percentile.Of(painted, 99)!.Value, load.Processor, load.FewestBatches, load.WireBytes, heap);
    }

    public async ValueTask DisposeAsync()
    {
        await _viewers.DisposeAsync();
        await _server.DisposeAsync();
        await _terminal.DisposeAsync();
    }
}
