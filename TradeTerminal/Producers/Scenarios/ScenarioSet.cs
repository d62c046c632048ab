using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;
using TradeTerminal.Producers.Scenarios.Plays;

namespace TradeTerminal.Producers.Scenarios;

/// <summary>All scenarios. Each runs on its own, at most once at a time.</summary>
internal sealed class ScenarioSet : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Task> _running = new();

    public ScenarioSet(
        KafkaClients clients, MarketUpdates market, IDbContextFactory<TerminalDbContext> databases, IOptionsMonitor<FeedOptions> feeds,
        IOptions<ScenarioOptions> options, TimeProvider time, ILogger<ScenarioSet> logger)
    {
        All = [.. Scenarios().Select(scenario => new ScenarioRun(
            scenario, isSlow => new ScenarioStage(clients, feed => Options(feed).Topic, market, databases, time, isSlow),
            feed => Options(feed).Enabled, options.Value, time, logger))];

        FeedOptions Options(string name) => feeds.Get(FeedCatalog.All.First(feed => feed.Name == name).Section);
    }

    /// <summary>In the order they are shown.</summary>
    public IReadOnlyList<ScenarioRun> All { get; }

    /// <summary>Null when there is none of that name.</summary>
    public ScenarioRun? Find(string name) => All.FirstOrDefault(run => run.Scenario.Name == name);

    /// <summary>False when it is running already.</summary>
    public bool TryStart(ScenarioRun run, bool isSlow = false)
    {
        var running = run.TryRunAsync(isSlow, _stop.Token);
        if (running is { IsCompletedSuccessfully: true, Result: false })
        {
            return false;
        }

        _running[run.Scenario.Name] = running;
        return true;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private static IEnumerable<Scenario> Scenarios() =>
    [
        new VolatilityBurst(), new CrossVenueArbitrage(), new TraderIntoLimits(), new QuietTicker(), new DuplicateTrades(),
        new OutOfOrder(), new PoisonMessage(), new FiftyfoldBurst(),
    ];
}
