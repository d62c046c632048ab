using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Producers;

/// <summary>
/// Starts all producers where broker and database are this terminal's own. Of each feed the time since its newest stored event is made
/// up first, at most <see cref="ProducerOptions.Backfill"/>: a day at the first start, and what is missing after a break. No address
/// outside is asked for prices by itself, and what a person has started is left alone.
/// </summary>
internal sealed partial class FirstLook(
    ProducerSet producers, Backends backends, DatabaseStartup startup, IDbContextFactory<TerminalDbContext> databases, MadeUpPast madeUp,
    IOptions<ProducerOptions> options, TimeProvider time, ILogger<FirstLook> logger) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>A shorter break is left as it was.</summary>
    private static readonly TimeSpan ShortestPast = TimeSpan.FromMinutes(1);

    /// <summary>Where nobody but these producers writes.</summary>
    internal static bool StartsByItself(KafkaEndpoint kafka, DatabaseEndpoint database, ProducerOptions options) =>
        options.AutoStart && kafka.IsEmbedded && database.IsEmbedded;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!StartsByItself(backends.Kafka, backends.Database, options.Value))
        {
            return;
        }

        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        var begun = new List<FeedProducer>();
        foreach (var producer in producers.All.Where(producer => producer.IsRead))
        {
            stoppingToken.ThrowIfCancellationRequested();
            var past = await PastOfAsync(producer.Name, stoppingToken).ConfigureAwait(false);
            if (producer.State.StartedAt is not null)
            {
                continue;
            }

            if (past > TimeSpan.Zero)
            {
                madeUp.Begin(producer.Name, time.GetUtcNow().UtcDateTime - past);
                begun.Add(producer);
            }

            await producer.StartAsync(producer.Settings() with { AsksMarket = false }, past).ConfigureAwait(false);
        }

        await EndAsync(begun, stoppingToken).ConfigureAwait(false);
    }

    /// <summary>The past of a feed ends when its producer is at the present.</summary>
    private async Task EndAsync(List<FeedProducer> left, CancellationToken cancellationToken)
    {
        while (left.Count > 0)
        {
            foreach (var producer in left.Where(producer => producer.State.Past is null).ToList())
            {
                madeUp.End(producer.Name, time.GetUtcNow().UtcDateTime);
                left.Remove(producer);
            }

            await Task.Delay(Look, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What is to be made up of a feed; asked again for as long as the database does not say.</summary>
    private async Task<TimeSpan> PastOfAsync(string feed, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await MissingAsync(FeedCatalog.All.Single(one => one.Name == feed).Table, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogUnread(feed, exception.GetBaseException().Message);
                await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<TimeSpan> MissingAsync(PartitionedTable table, CancellationToken cancellationToken)
    {
        var (now, most) = (time.GetUtcNow().UtcDateTime, options.Value.Backfill);
        if (most == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT max({table.TimeColumn}) AS \"Value\" FROM {table.Name} WHERE {table.TimeColumn} >= {{0}} AND {table.TimeColumn} < {{1}}");
        var newest = await database.Database.SqlQueryRaw<DateTime?>(sql, now - most, now).SingleAsync(cancellationToken).ConfigureAwait(false);
        var missing = newest is null ? most : now - newest.Value;
        return missing < ShortestPast ? TimeSpan.Zero : missing;
    }

    [LoggerMessage(LogLevel.Warning, "What is stored of {Feed} can't be read, so its producer waits: {Problem}")]
    private partial void LogUnread(string feed, string problem);
}
