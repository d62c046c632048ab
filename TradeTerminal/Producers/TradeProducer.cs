using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Producers;

/// <summary>
/// Sends synthetic trades at a steady rate, or as fast as the broker takes them. One run at a time; counts
/// belong to the run.
/// </summary>
public sealed partial class TradeProducer(
    KafkaClients clients,
    FeedGauges gauges,
    IOptionsMonitor<FeedOptions> feed,
    IOptions<ProducerOptions> options,
    TimeProvider time,
    ILogger<TradeProducer> logger) : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ProducerRun? _run;

    public ProducerState State => Volatile.Read(ref _run)?.State ?? new ProducerState(
        false, Settings(null, null, null), null, 0, 0, 0, 0, null, []);

    /// <summary>Settings with what is not given taken from the defaults; without a seed a new one each time.</summary>
    public ProducerSettings Settings(int? rate, IReadOnlyList<string>? tickers, int? seed) => new(
        rate ?? options.Value.Rate,
        [.. tickers is { Count: > 0 } ? tickers : SyntheticMarket.DefaultTickers],
        seed ?? Random.Shared.Next(1, 1_000_000));

    /// <summary>
    /// Starts a run in place of the one that is going on, if any, once what that one sent is accounted for.
    /// </summary>
    public async Task StartAsync(ProducerSettings settings)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            await EndAsync().ConfigureAwait(false);
            Volatile.Write(ref _run, new ProducerRun(clients, gauges.Trades, feed.Get("Trades").Topic, settings, time));
        }
        finally
        {
            _gate.Release();
        }

        LogStarted(settings.Rate, string.Join(',', settings.Tickers), settings.Seed);
    }

    /// <summary>Stops producing; what was sent is acknowledged or counted as failed first.</summary>
    public async Task StopAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (await EndAsync().ConfigureAwait(false))
            {
                LogStopped(State.Sent, State.Acknowledged, State.Failed);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) =>
        clients.Endpoint.IsEmbedded && options.Value.AutoStart
            ? StartAsync(Settings(null, null, null))
            : Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => StopAsync();

    public void Dispose() => _gate.Dispose();

    /// <summary>True when a run was going on.</summary>
    private async Task<bool> EndAsync()
    {
        if (_run is not { } run || !run.State.Running)
        {
            return false;
        }

        await run.StopAsync().ConfigureAwait(false);
        run.Dispose();
        return true;
    }

    [LoggerMessage(LogLevel.Information, "Producing {Rate} trades/s of {Tickers}, seed {Seed}")]
    private partial void LogStarted(int rate, string tickers, int seed);

    [LoggerMessage(LogLevel.Information, "Stopped producing: {Sent} sent, {Acknowledged} acknowledged, {Failed} failed")]
    private partial void LogStopped(long sent, long acknowledged, long failed);
}
