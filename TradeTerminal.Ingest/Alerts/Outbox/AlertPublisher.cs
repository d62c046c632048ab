using Confluent.Kafka;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>
/// Publishes stored alerts to their Kafka topics, each kind by itself: one whose topic is missing holds up no
/// other. Switched off, it marks alerts as not to be published.
/// </summary>
internal sealed class AlertPublisher(
    IOptions<AlertOptions> options, KafkaClients clients, FeedGauges feeds, ChangeFeed changes,
    IDbContextFactory<TerminalDbContext> databases, DatabaseStartup startup, OutboxProblems problems, MadeUpPast past, TimeProvider time,
    ILogger<AlertPublisher> logger) : BackgroundService
{
    /// <summary>Then a message counts as not taken, and is sent again later.</summary>
    public const int MessageTimeoutMs = 10_000;

    private readonly Lock _lock = new();
    private IProducer<string, byte[]>? _producer;

    public bool IsOn => options.Value.Publish ?? clients.Endpoint.IsEmbedded;

    /// <summary>After the loops have ended, which <see cref="BackgroundService.StopAsync"/> waits for.</summary>
    public override void Dispose()
    {
        base.Dispose();
        _producer?.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReadyAsync(stoppingToken).ConfigureAwait(false);
        IEnumerable<IAlertDestination> destinations = IsOn
            ? Enum.GetValues<AlertKind>().Select(kind => new AlertTopic(kind, Cluster, clients.Endpoint.IsEmbedded, Producer))
            : [new Nowhere("Kafka", AlertMark.Published)];
        await Task.WhenAll(destinations.Select(destination =>
            new AlertOutbox(destination, changes, databases, problems, time, logger, past, options.Value.OldestEvent).RunAsync(stoppingToken)))
            .ConfigureAwait(false);
    }

    /// <summary>What the feeds have learnt of the brokers: alerts come of their events.</summary>
    private string? Cluster() =>
        clients.Endpoint.ClusterId ?? feeds.All.Select(feed => feed.Current.ClusterId).FirstOrDefault(id => id is not null);

    /// <summary>Made with the first alert: most terminals that stand still have none.</summary>
    private IProducer<string, byte[]> Producer()
    {
        lock (_lock)
        {
            if (_producer is null)
            {
                var config = clients.Producer();
                config.MessageTimeoutMs = MessageTimeoutMs;
                _producer = new ProducerBuilder<string, byte[]>(config)
                    .SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
            }

            return _producer;
        }
    }
}
