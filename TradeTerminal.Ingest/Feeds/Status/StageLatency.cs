using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// How long the stages of a feed took of late: at most <see cref="Capacity"/> samples of each, none older than
/// <see cref="Window"/>. A batch is one sample, its first event, which waits longest for the rest of it; a published
/// snapshot and a painted frame are one each. Written and read from any thread.
/// </summary>
public sealed class StageLatency(string feed, TimeProvider time, FeedMeter? meter)
{
    public const int Capacity = 600;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>However many ask, the percentiles are worked out this often.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly Queue<(long At, TimeSpan Elapsed)>[] _samples =
        [.. Enum.GetValues<Stage>().Select(_ => new Queue<(long, TimeSpan)>())];

    private BrokerClock _clock;
    private LatencySnapshot _current = LatencySnapshot.Empty;
    private long? _currentAt;

    public LatencySnapshot Current
    {
        get
        {
            lock (_lock)
            {
                if (_currentAt is not { } at || time.GetElapsedTime(at) >= KeptFor)
                {
                    _current = new LatencySnapshot([.. Enum.GetValues<Stage>().Select(Figures).OfType<StageFigures>()], _clock);
                    _currentAt = time.GetTimestamp();
                }

                return _current;
            }
        }
    }

    /// <summary>Clocks of several machines may differ: less than nothing counts as nothing.</summary>
    public void Record(Stage stage, TimeSpan elapsed, BrokerClock clock = BrokerClock.None)
    {
        elapsed = elapsed < TimeSpan.Zero ? TimeSpan.Zero : elapsed;
        lock (_lock)
        {
            var samples = _samples[(int)stage];
            if (samples.Count == Capacity)
            {
                samples.Dequeue();
            }

            samples.Enqueue((time.GetTimestamp(), elapsed));
        }

        meter?.Passed(feed, stage, clock, elapsed);
    }

    internal void Committed(in Arrival first, DateTime committedAt)
    {
        if (first.Broker is { Clock: not BrokerClock.None and var clock } broker)
        {
            lock (_lock)
            {
                _clock = clock;
            }

            // What is replayed says nothing about the way to the broker.
            if (broker.At - first.EventTime < EventAge.Past)
            {
                Record(Stage.Broker, broker.At - first.EventTime, clock);
            }

            Record(Stage.Received, first.ReceivedAt - broker.At, clock);
        }

        Record(Stage.Committed, committedAt - first.ReceivedAt);
    }

    private StageFigures? Figures(Stage stage)
    {
        var samples = _samples[(int)stage];
        while (samples.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At) > Window)
        {
            samples.Dequeue();
        }

        return StageFigures.Of(stage, samples.Select(sample => sample.Elapsed).ToArray());
    }
}
