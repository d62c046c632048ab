using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Producers;

/// <summary>All producers.</summary>
public sealed class ProducerSet : IHostedService, IDisposable
{
    public ProducerSet(
        KafkaClients clients, IDbContextFactory<TerminalDbContext> databases, IEnumerable<FeedGauge> gauges,
        IOptionsMonitor<FeedOptions> feeds, IOptions<ProducerOptions> options, TimeProvider time, ILogger<FeedProducer> logger)
    {
        var byName = gauges.ToDictionary(gauge => gauge.Current.Name);
        All = [.. ProducerKinds.All(options.Value, time, databases).Select(kind => new FeedProducer(
            kind, feeds.Get(kind.Section).Topic, clients, byName.GetValueOrDefault(kind.Name), time, logger))];
    }

    /// <summary>In the order they are shown.</summary>
    public IReadOnlyList<FeedProducer> All { get; }

    public FeedProducer Trades => Find(ProducerKinds.Trades)!;

    /// <summary>Null when there is none of that name.</summary>
    public FeedProducer? Find(string name) => All.FirstOrDefault(producer => producer.Name == name);

    /// <summary>How far the past that is being made up has come where it is least far; null when none is.</summary>
    public PastMade? Past => All.Select(producer => producer.State.Past).OfType<PastMade>().MinBy(past => past.Share);

    /// <summary>True once one of them has run since the terminal was started.</summary>
    public bool HaveRun => All.Any(producer => producer.State.StartedAt is not null);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(All.Select(producer => producer.StopAsync()));

    public void Dispose()
    {
        foreach (var producer in All)
        {
            producer.Dispose();
        }
    }
}
