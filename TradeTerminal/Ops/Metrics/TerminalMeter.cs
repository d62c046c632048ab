using System.Diagnostics.Metrics;
using TradeTerminal.Api.Streaming;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Alerts.Outbox;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Market;
using TradeTerminal.Producers;

namespace TradeTerminal.Ops.Metrics;

/// <summary>The instruments that are read when someone asks; nothing here costs anything in between.</summary>
internal sealed class TerminalMeter(
    IMeterFactory meters, IEnumerable<FeedGauge> feeds, MarketUpdates updates, ProducerSet producers, StreamCount streams,
    OutboxProblems outbox, Backends backends, TimeProvider time) : IHostedService
{
    public const string Name = "TradeTerminal";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(Name);
        AddFeeds(meter);
        meter.CreateObservableGauge(
            "terminal.market.version", () => updates.Current.Version, null,
            "Version of the newest snapshot; starts again with the terminal");
        meter.CreateObservableGauge(
            "terminal.market.tickers", () => updates.Current.Tickers.Length, "{ticker}", "Tickers in the newest snapshot");
        meter.CreateObservableGauge(
            "terminal.market.subscribers", () => updates.SubscriberCount, "{subscriber}", "Circuits and others that follow the market");
        meter.CreateObservableGauge(
            "terminal.stream.clients", () => streams.Clients, "{client}", "Clients of /api/stream");
        AddProducers(meter);
        meter.CreateObservableGauge(
            "terminal.alerts.waiting",
            () => outbox.Destinations.Select(one => new Measurement<int>(one.Waits ? 1 : 0, KeyValuePair.Create("destination", (object?)one.Destination))),
            null, "1 while stored alerts wait for a destination that does not take them");
        meter.CreateObservableGauge(
            "terminal.disk.free", FreeDisk, "By", "Free where the embedded database keeps its data; no series with a database of your own");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void AddFeeds(Meter meter)
    {
        meter.CreateObservableCounter(
            "terminal.feed.accepted", () => Each(at => at.Position.Accepted), "{trade}", "Trades stored");
        meter.CreateObservableCounter(
            "terminal.feed.duplicates", () => Each(at => at.Position.Duplicates), "{message}", "Messages with the id of a stored trade");
        meter.CreateObservableCounter(
            "terminal.feed.rejected", () => Each(at => at.Position.Rejected), "{message}", "Messages refused");
        meter.CreateObservableCounter(
            "terminal.feed.skipped", () => Each(at => at.Position.Skipped), "{offset}", "Offsets passed without a message");
        meter.CreateObservableCounter(
            "terminal.feed.ignored", () => Each(at => at.Position.Ignored), "{message}", "Messages that are not for the feed");
        meter.CreateObservableCounter(
            "terminal.feed.gone", () => Each(at => at.Position.Gone), "{offset}", "Of those skipped: deleted before they were read");
        meter.CreateObservableCounter(
            "terminal.feed.unexplained", () => Each(at => at.Position.Unexplained), "{offset}",
            "Of those skipped: the log has a message there");
        meter.CreateObservableGauge(
            "terminal.feed.next_offset", () => Each(at => at.Position.NextOffset), "{offset}", "The first offset that is not stored yet");
        meter.CreateObservableGauge(
            "terminal.feed.end_offset", () => Each(at => at.EndOffset), "{offset}", "Where the log ends");
        meter.CreateObservableGauge(
            "terminal.feed.lag.records", () => Each(at => at.LagRecords), "{message}", "Messages that wait to be stored");
        meter.CreateObservableGauge(
            "terminal.feed.lag", () => Each(at => at.LagSeconds(time.GetUtcNow().UtcDateTime)), "s",
            "Age of the newest stored event while more is waiting");
        meter.CreateObservableGauge(
            "terminal.feed.running",
            () => feeds.Select(gauge => gauge.Current).Where(feed => feed.Phase != FeedPhase.Stopped).Select(feed => new Measurement<int>(
                feed.Phase == FeedPhase.Running ? 1 : 0, KeyValuePair.Create("feed", (object?)feed.Name))),
            null, "1 while the feed is read and stored; no series for one that is turned off");
        meter.CreateObservableGauge(
            "terminal.feed.newest_event.age",
            () => feeds.Select(gauge => gauge.Current).Where(feed => feed.NewestEventTime is not null).Select(feed => new Measurement<double>(
                (time.GetUtcNow().UtcDateTime - feed.NewestEventTime!.Value).TotalSeconds, KeyValuePair.Create("feed", (object?)feed.Name))),
            "s", "Age of the newest event stored since the start");
        meter.CreateObservableGauge(
            "terminal.feed.self_check",
            () => feeds.Select(gauge => gauge.Current).Select(feed => new Measurement<int>(
                feed.Doubt is null ? 1 : 0, KeyValuePair.Create("feed", (object?)feed.Name))),
            null, "1 while the self-check finds nothing, 0 when it does");
    }

    private void AddProducers(Meter meter)
    {
        meter.CreateObservableGauge(
            "terminal.producer.running", () => EachProducer(state => state.Running ? 1 : 0), null, "1 while synthetic events are produced");
        meter.CreateObservableCounter(
            "terminal.producer.sent", () => EachProducer(state => state.Sent), "{event}", "Synthetic events sent in this run");
        meter.CreateObservableCounter(
            "terminal.producer.acknowledged", () => EachProducer(state => state.Acknowledged), "{event}",
            "Of them acknowledged by the broker");
        meter.CreateObservableCounter(
            "terminal.producer.failed", () => EachProducer(state => state.Failed), "{event}", "Of them lost");
    }

    private IEnumerable<Measurement<long>> FreeDisk() =>
        backends.DataPath is { } path ? [new Measurement<long>(new DriveInfo(path).AvailableFreeSpace)] : [];

    private IEnumerable<Measurement<T>> EachProducer<T>(Func<ProducerState, T> value)
        where T : struct =>
        from producer in producers.All
        select new Measurement<T>(value(producer.State), KeyValuePair.Create("producer", (object?)producer.Name));

    private IEnumerable<Measurement<T>> Each<T>(Func<PartitionStatus, T> value)
        where T : struct =>
        from gauge in feeds
        let feed = gauge.Current
        from partition in feed.Partitions
        select new Measurement<T>(
            value(partition),
            KeyValuePair.Create("feed", (object?)feed.Name),
            KeyValuePair.Create("partition", (object?)partition.Position.Partition));
}
