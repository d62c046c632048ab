namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// Where the worker shows what it is doing. Written by its thread alone, read by anyone: a reader gets one
/// whole <see cref="FeedStatus"/>.
/// </summary>
public sealed class FeedGauge(string name, string topic, TimeProvider time, FeedMeter? meter = null)
{
    private FeedStatus _current =
        new(name, topic, null, FeedPhase.Starting, null, null, [], BatchRate.Empty);

    private long _progress = time.GetTimestamp();

    public FeedStatus Current => Volatile.Read(ref _current);

    /// <summary>How long the stages of the feed took of late.</summary>
    public StageLatency Latency { get; } = new(name, time, meter);

    /// <summary>
    /// Since reading began, a batch was last written, or there was nothing left to write. Not by the clock, which
    /// may be set.
    /// </summary>
    public TimeSpan SinceProgress => time.GetElapsedTime(Volatile.Read(ref _progress));

    internal void Phase(FeedPhase phase, string? problem = null)
    {
        if (Current.Phase != phase || Current.Problem != problem)
        {
            Set(Current with { Phase = phase, Problem = problem });
        }
    }

    internal void Begin(string clusterId, IEnumerable<FeedPosition> positions)
    {
        Progress();
        Set(Current with
        {
            ClusterId = clusterId,
            Partitions = [.. positions
                .OrderBy(position => position.Partition)
                .Select(position => new PartitionStatus(
                    position, Math.Max(position.NextOffset, Find(position.Partition)?.EndOffset ?? 0),
                    Find(position.Partition)?.NewestEventTime))],
        });
    }

    internal void Written(IReadOnlyCollection<PartitionAdvance> advances, DateTime? newest, TimeSpan elapsed)
    {
        Progress();
        var partitions = Current.Partitions.ToBuilder();
        for (var i = 0; i < partitions.Count; i++)
        {
            var at = partitions[i];
            if (advances.FirstOrDefault(advance => advance.Partition == at.Position.Partition) is { } advance)
            {
                partitions[i] = new PartitionStatus(
                    advance.Apply(at.Position), Math.Max(at.EndOffset, advance.To), Later(at.NewestEventTime, advance.Newest));
            }
        }

        var messages = advances.Sum(advance => advance.Messages);
        Set(Current with
        {
            Partitions = partitions.ToImmutable(),
            NewestEventTime = Later(Current.NewestEventTime, newest),
            Rate = Current.Rate.With(new WrittenBatch(time.GetUtcNow(), messages, elapsed)),
        });
        meter?.Written(name, messages, elapsed);
    }

    internal void EndOffsets(IReadOnlyDictionary<int, long> ends)
    {
        Set(Current with
        {
            Partitions = [.. Current.Partitions.Select(partition =>
                ends.TryGetValue(partition.Position.Partition, out var end) ? partition with { EndOffset = end } : partition)],
        });
        if (Current.LagRecords == 0)
        {
            Progress();
        }
    }

    private void Progress() => Volatile.Write(ref _progress, time.GetTimestamp());

    private PartitionStatus? Find(int partition) =>
        Current.Partitions.FirstOrDefault(status => status.Position.Partition == partition);

    private static DateTime? Later(DateTime? left, DateTime? right) =>
        left is null || right > left ? right ?? left : left;

    private void Set(FeedStatus status) => Volatile.Write(ref _current, status);
}
