using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Producers;

/// <summary>
/// Starts all producers where broker and database are this terminal's own: of a feed of which nothing is stored yet
/// the day before is made up first. No address outside is asked for prices by itself.
/// </summary>
internal sealed class FirstLook(
    ProducerSet producers, FeedGauges gauges, Backends backends, DatabaseStartup startup, IDbContextFactory<TerminalDbContext> databases,
    MadeUpPast madeUp, IOptions<ProducerOptions> options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!StartsByItself(backends.Kafka, backends.Database, options.Value))
        {
            return;
        }

        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        var stored = await StoredTopicsAsync(stoppingToken).ConfigureAwait(false);
        var read = gauges.All.Select(gauge => gauge.Current.Topic).ToHashSet();
        foreach (var producer in producers.All.Where(producer => read.Contains(producer.Topic)))
        {
            stoppingToken.ThrowIfCancellationRequested();
            var past = stored.Contains(producer.Topic) ? TimeSpan.Zero : options.Value.Backfill;
            if (past > TimeSpan.Zero)
            {
                madeUp.End = time.GetUtcNow().UtcDateTime;
            }

            await producer.StartAsync(producer.Settings() with { AsksMarket = false }, past).ConfigureAwait(false);
        }
    }

    internal static bool StartsByItself(KafkaEndpoint kafka, DatabaseEndpoint database, ProducerOptions options) =>
        options.AutoStart && kafka.IsEmbedded && database.IsEmbedded;

    private async Task<HashSet<string>> StoredTopicsAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await database.FeedOffsets.Where(row => row.Accepted > 0).Select(row => row.Topic).ToHashSetAsync(cancellationToken)
            .ConfigureAwait(false);
    }
}
