using System.Diagnostics;
using System.Diagnostics.Metrics;
using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>How large the batches of the feeds are and how long it takes until they are durable.</summary>
public sealed class FeedMeter
{
    public const string Name = "TradeTerminal.Ingest";

    private readonly Histogram<int> _size;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _stage;

    public FeedMeter(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _size = meter.CreateHistogram(
            "terminal.feed.batch.size", "{message}", "Messages in a batch",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000] });
        _duration = meter.CreateHistogram(
            "terminal.feed.batch.duration", "s", "From the first statement of a batch to its commit",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        _stage = meter.CreateHistogram(
            "terminal.feed.stage", "s",
            "Stages from event to screen: the first event of each batch, each published snapshot, a frame at a time of each browser",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600] });
    }

    internal void Passed(string feed, Stage stage, BrokerClock clock, TimeSpan elapsed)
    {
        var tags = new TagList { { "feed", feed }, { "stage", stage.Code() } };
        if (clock != BrokerClock.None)
        {
            tags.Add("broker_time", clock == BrokerClock.Broker ? "log_append" : "create");
        }

        _stage.Record(elapsed.TotalSeconds, tags);
    }

    internal void Written(string feed, int messages, TimeSpan elapsed)
    {
        var tag = KeyValuePair.Create("feed", (object?)feed);
        _size.Record(messages, tag);
        _duration.Record(elapsed.TotalSeconds, tag);
    }
}
