using TradeTerminal.Benchmarks.Measure;

namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>
/// <c>./bench.sh viewers</c>: rows 9, 10, 11 and 13. The terminal as it starts by itself, with its producers; the viewers of its
/// first page are circuits without browsers, on the same machine.
/// </summary>
internal static class ViewersBenchmark
{
    private const int DefaultRate = 20;
    private const int HighRate = 1_000;
    private const int WarmUp = 50;

    public static async Task RunAsync(Report report)
    {
        await using var terminal = await LiveTerminal.StartAloneAsync();
        await terminal.ProduceAsync(DefaultRate);
        await using var server = await ServerMeter.OpenAsync(terminal);
        await using var viewers = Swarm.Of(terminal.Address);
        // The just-in-time compiler settles, and the window of the tape fills.
        await viewers.SetAsync(WarmUp);
        await Task.Delay(TimeSpan.FromSeconds(25));

        var load = new LoadRows(report, terminal, server, viewers);
        var heap = new HeapRows(report, server, viewers);
        await load.AddAsync(DefaultRate, rounds: 5);
        await heap.AddPassingAsync();
        await terminal.ProduceAsync(HighRate);
        await load.AddAsync(HighRate, rounds: 3);
        await terminal.SilenceAsync();
        await heap.AddIdleAsync();
    }
}
