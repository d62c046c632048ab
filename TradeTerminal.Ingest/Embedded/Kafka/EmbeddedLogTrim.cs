using Microsoft.Extensions.Hosting;
using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Ingest.Embedded.Kafka;

/// <summary>
/// Keeps the embedded broker's logs short: it looks for the start of every fetch from the oldest message on,
/// which at a thousand trades a second comes to most of a core once its 5 MB a partition are full. What is
/// stored in the database goes, but for the newest, which other consumers may still want to see.
/// </summary>
internal sealed class EmbeddedLogTrim(Backends backends, IEnumerable<FeedGauge> gauges, TimeProvider time) : BackgroundService
{
    /// <summary>Stored messages left in each partition.</summary>
    public const int Kept = 1_000;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var trimmed = new Dictionary<(string Topic, int Partition), long>();
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            foreach (var feed in gauges.Select(gauge => gauge.Current))
            {
                foreach (var position in feed.Partitions.Select(partition => partition.Position))
                {
                    var before = position.NextOffset - Kept;
                    if (before > trimmed.GetValueOrDefault((feed.Topic, position.Partition)))
                    {
                        backends.Broker?.DeleteRecords(feed.Topic, position.Partition, before);
                        trimmed[(feed.Topic, position.Partition)] = before;
                    }
                }
            }
        }
    }
}
