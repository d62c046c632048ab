using System.Diagnostics;

namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>
/// What a stretch of time cost the server and brought each viewer, all per second: processor seconds, transactions of the
/// database, market snapshots; render batches of the viewer that got the fewest, bytes of the average one.
/// </summary>
internal sealed record Load(
    double Processor, double Transactions, double Snapshots, double FewestBatches, double WireBytes, double MessageBytes)
{
    public static async Task<Load> MeasureAsync(ServerMeter server, Swarm viewers, TimeSpan span)
    {
        var (before, first) = (await viewers.ReadAsync(), await server.ReadAsync());
        await Task.Delay(span);
        var (last, after) = (await server.ReadAsync(), await viewers.ReadAsync());
        var seconds = Stopwatch.GetElapsedTime(first.At, last.At).TotalSeconds;
        var received = after.Zip(before, (now, then) => new ViewerCounts(
            now.Batches - then.Batches, now.WireBytes - then.WireBytes, now.MessageBytes - then.MessageBytes)).ToList();
        return received.Min(viewer => viewer.Batches) > 0 && last.Version > first.Version
            ? new Load(
                (last.Processor - first.Processor).TotalSeconds / seconds,
                (last.Transactions - first.Transactions) / seconds,
                (last.Version - first.Version) / seconds,
                received.Min(viewer => viewer.Batches) / seconds,
                received.Average(viewer => viewer.WireBytes) / seconds,
                received.Average(viewer => viewer.MessageBytes) / seconds)
            : throw new InvalidOperationException("The market stood still, or a viewer of it did.");
    }
}
