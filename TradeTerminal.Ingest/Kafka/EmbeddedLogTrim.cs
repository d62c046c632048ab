using Microsoft.Extensions.Hosting;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>
/// Keeps the embedded broker's logs short: it looks for the start of every fetch from the oldest message on,
/// which at a thousand trades a second comes to most of a core once its 5 MB a partition are full. What is
/// stored in the database goes, but for the newest, which other consumers may still want to see.
/// </summary>
internal sealed class EmbeddedLogTrim(Backends backends, FeedGauge gauge, TimeProvider time) : BackgroundService
{
    /// <summary>Stored messages left in each partition.</summary>
    public const int Kept = 1_000;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var trimmed = new Dictionary<int, long>();
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var feed = gauge.Current;
            foreach (var partition in feed.Partitions)
            {
                var (number, before) = (partition.Position.Partition, partition.Position.NextOffset - Kept);
                if (before > trimmed.GetValueOrDefault(number))
                {
                    backends.Broker?.DeleteRecords(feed.Topic, number, before);
                    trimmed[number] = before;
                }
            }
        }
    }
}
