using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Pipeline.Minutes;

/// <summary>
/// Gathers what the feeds are like second by second into minutes, and holds these until they are stored. Written by
/// <see cref="PipelineWatch"/>, emptied by <see cref="PipelineWriter"/>, its trends read by anyone.
/// </summary>
internal sealed class MinuteBook
{
    /// <summary>Bound on the minutes of all feeds that wait for the database, about six hours; the oldest goes.</summary>
    public const int MostUnwritten = 2_500;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Feed, DateTime Minute), PipelineMinute> _unwritten = [];
    private readonly Dictionary<string, Queue<LagSample>> _samples = [];
    private DateTime _newest;

    /// <param name="feed">As it is now.</param>
    /// <param name="health">Its verdict.</param>
    /// <param name="utcNow">This moment.</param>
    public void Add(FeedStatus feed, FeedHealth health, DateTime utcNow)
    {
        lock (_lock)
        {
            Sample(feed, utcNow);
            var minute = Interval.Minute.BucketOf(utcNow);
            _newest = minute > _newest ? minute : _newest;
            var seconds = feed.LagSeconds(utcNow);
            // Nothing to read is no state: the topic comes with its first message, and so does what it is like.
            short? state = feed.Phase is FeedPhase.Stopped or FeedPhase.WaitingForTopic || health is { State: FeedState.Stale, Age: null }
                ? null
                : PipelineMinute.RankOf(health.State);
            Set(_unwritten.TryGetValue((feed.Name, minute), out var known)
                ? known with
                {
                    LagRecords = Math.Max(known.LagRecords, feed.LagRecords),
                    LagSeconds = Math.Max(known.LagSeconds, seconds),
                    State = known.State is null || state > known.State ? state ?? known.State : known.State,
                }
                : new PipelineMinute(feed.Name, minute, feed.LagRecords, seconds, state, PipelineMinute.NoTimes));
        }
    }

    /// <summary>The minute is over: how long the stages took in it.</summary>
    public void Close(string feed, DateTime minute, LatencySnapshot latency)
    {
        lock (_lock)
        {
            if (_unwritten.TryGetValue((feed, minute), out var known))
            {
                Set(known with { Times = PipelineMinute.TimesOf(latency) });
            }
        }
    }

    public LagTrend Trend(string feed)
    {
        lock (_lock)
        {
            return LagTrend.Of(_samples.GetValueOrDefault(feed) ?? []);
        }
    }

    /// <summary>What is to be stored; the minute that runs is stored again and again.</summary>
    public IReadOnlyList<PipelineMinute> Unwritten()
    {
        lock (_lock)
        {
            return [.. _unwritten.Values.Where(minute => !IsNothing(minute))];
        }
    }

    public void Written(IReadOnlyList<PipelineMinute> written)
    {
        lock (_lock)
        {
            var kept = written.ToHashSet();
            foreach (var (key, minute) in _unwritten.Where(pair => pair.Key.Minute < _newest).ToList())
            {
                if (kept.Contains(minute) || IsNothing(minute))
                {
                    _unwritten.Remove(key);
                }
            }
        }
    }

    private static bool IsNothing(PipelineMinute minute) => minute is { State: null, LagRecords: 0 };

    private void Set(PipelineMinute minute)
    {
        _unwritten[(minute.Feed, minute.Minute)] = minute;
        if (_unwritten.Count > MostUnwritten)
        {
            _unwritten.Remove(_unwritten.Keys.MinBy(key => key.Minute));
        }
    }

    private void Sample(FeedStatus feed, DateTime utcNow)
    {
        if (!_samples.TryGetValue(feed.Name, out var samples))
        {
            _samples.Add(feed.Name, samples = new Queue<LagSample>());
        }

        samples.Enqueue(new LagSample(utcNow, feed.LagRecords));
        while (samples.Peek().At < utcNow - LagTrend.Window)
        {
            samples.Dequeue();
        }
    }
}
