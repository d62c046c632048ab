using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Market.Health;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Producers;

namespace TradeTerminal.Pipeline.Minutes;

/// <summary>
/// Looks at the feeds once a second, as the strip does, and tells the books of minutes and of incidents. It reads what others hold in
/// memory, and never asks the database or Kafka: they are what may be away.
/// </summary>
internal sealed partial class PipelineWatch(
    FeedGauges gauges, TradesHealth health, MarketUpdates updates, MarketPump pump, Backends backends, ProducerSet producers,
    MinuteBook minutes, IncidentBook incidents, TimeProvider time, ILogger<PipelineWatch> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>What came last came before this run began: it says nothing at first.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromMinutes(1);

    private readonly DateTime _began = time.GetUtcNow().UtcDateTime;

    private readonly Dictionary<string, (SurgeMeter Surge, RejectMeter Refused)> _meters =
        gauges.All.ToDictionary(gauge => gauge.Current.Name, _ => (new SurgeMeter(), new RejectMeter()));

    /// <summary>How many messages of a feed had been passed when its brokers last answered.</summary>
    private readonly Dictionary<string, long> _passed = [];

    private readonly Dictionary<string, (FeedTrouble Trouble, DateTime Since)> _troubles = [];

    private DateTime _minute;

    /// <summary>Looks once; by the loop, and by tests.</summary>
    internal void Look()
    {
        var now = time.GetUtcNow().UtcDateTime;
        CloseMinute(now);
        var isQuiet = incidents.Open.All(incident => incident.Kind is not (IncidentKinds.Database or IncidentKinds.Kafka));
        var feeds = gauges.All.Select(gauge => SignOf(gauge.Current, now, isQuiet)).ToList();
        foreach (var sign in feeds)
        {
            minutes.Add(sign.Feed, sign.Health, now);
        }

        var behind = pump.IsHydrated ? health.Behind : TimeSpan.Zero;
        List<Sighting> all = [.. Sightings.Of(feeds, behind, now), .. Starting(feeds)];
        incidents.See(now, all, key => WaitingOf(key, feeds), key => Sightings.EndOf(key, feeds));
        RememberPassed(feeds);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                Look();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                LogFailed(exception);
            }
        }
    }

    private long WaitingOf(IncidentKey key, List<FeedSign> feeds) => feeds.Where(sign => key.Feed is null || key.Feed == sign.Feed.Name).Sum(
        sign => key.Kind == IncidentKinds.Silent ? 0
            : key.Kind == IncidentKinds.Kafka && _passed.TryGetValue(sign.Feed.Name, out var passed)
            ? Math.Max(sign.Feed.LagRecords, ArrivedOf(sign.Feed) - passed)
            : sign.Feed.LagRecords);

    /// <summary>What came while nobody could ask is known once the brokers answer again, and may be stored by then.</summary>
    private void RememberPassed(List<FeedSign> feeds)
    {
        if (incidents.Open.Any(incident => incident.Kind == IncidentKinds.Kafka))
        {
            return;
        }

        foreach (var sign in feeds.Where(sign => sign.Feed.Phase == FeedPhase.Running))
        {
            _passed[sign.Feed.Name] = sign.Feed.Partitions.Sum(partition => partition.Position.NextOffset);
        }
    }

    private static long ArrivedOf(FeedStatus feed) =>
        feed.Partitions.Sum(partition => Math.Max(partition.EndOffset, partition.Position.NextOffset));

    /// <summary>A start goes on until every feed has begun to read.</summary>
    private IEnumerable<Sighting> Starting(List<FeedSign> feeds) =>
        feeds.All(sign => sign.Feed.Phase is not (FeedPhase.Starting or FeedPhase.WaitingForKafka or FeedPhase.WaitingForDatabase)) ? []
        : incidents.Open.Where(incident => incident.Kind is IncidentKinds.Restart or IncidentKinds.Crash)
            .Select(incident => new Sighting(incident.Key, incident.BeganAt, incident.Detail));

    private FeedSign SignOf(FeedStatus feed, DateTime now, bool isQuiet)
    {
        var (surge, refused) = _meters[feed.Name];
        var producer = producers.Find(feed.Name)?.State;
        var verdict = health.Of(feed, updates.Current, now);
        if (!_troubles.TryGetValue(feed.Name, out var troubled) || troubled.Trouble != verdict.Trouble)
        {
            _troubles[feed.Name] = troubled = (verdict.Trouble, now);
        }

        return new FeedSign(feed, verdict)
        {
            TroubledSince = troubled.Since,
            IsFed = now - _began > Settles
                && (producer is { Running: true } || (!backends.Kafka.IsEmbedded && producer is not { Sent: > 0 })),
            IsFilled = producer?.Past is not null,
            Surge = surge.Add(ArrivedOf(feed), now, isQuiet && feed.Phase == FeedPhase.Running),
            Refused = refused.Add(feed, now),
        };
    }

    /// <summary>The times of the stages are of the last minute: at its end they are the minute's.</summary>
    private void CloseMinute(DateTime now)
    {
        var minute = Interval.Minute.BucketOf(now);
        if (minute > _minute && _minute != default)
        {
            foreach (var gauge in gauges.All)
            {
                minutes.Close(gauge.Current.Name, _minute, gauge.Latency.Current);
            }
        }

        _minute = minute;
    }

    [LoggerMessage(LogLevel.Error, "The pipeline could not be looked at")]
    private partial void LogFailed(Exception exception);
}
