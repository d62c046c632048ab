using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Producers;

/// <summary>All producers. That of trades starts by itself, where broker and database are this terminal's own.</summary>
public sealed class ProducerSet : IHostedService, IDisposable
{
    private readonly KafkaClients _clients;
    private readonly Func<DatabaseEndpoint> _database;
    private readonly bool _autoStart;

    public ProducerSet(
        KafkaClients clients, Func<DatabaseEndpoint> database, IEnumerable<FeedGauge> gauges, IOptionsMonitor<FeedOptions> feeds,
        IOptions<ProducerOptions> options,
        TimeProvider time, ILogger<FeedProducer> logger)
    {
        _clients = clients;
        _database = database;
        _autoStart = options.Value.AutoStart;
        var byName = gauges.ToDictionary(gauge => gauge.Current.Name);
        All = [.. ProducerKinds.All(options.Value, time).Select(kind => new FeedProducer(
            kind, feeds.Get(kind.Section).Topic, clients, byName.GetValueOrDefault(kind.Name), time, logger))];
    }

    /// <summary>In the order they are shown.</summary>
    public IReadOnlyList<FeedProducer> All { get; }

    public FeedProducer Trades => Find(ProducerKinds.Trades)!;

    /// <summary>Null when there is none of that name.</summary>
    public FeedProducer? Find(string name) => All.FirstOrDefault(producer => producer.Name == name);

    public Task StartAsync(CancellationToken cancellationToken) =>
        _autoStart && _clients.Endpoint.IsEmbedded && _database().IsEmbedded ? Trades.StartAsync(Trades.Settings()) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(All.Select(producer => producer.StopAsync()));

    public void Dispose()
    {
        foreach (var producer in All)
        {
            producer.Dispose();
        }
    }
}
