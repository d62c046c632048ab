using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Producers;

/// <summary>
/// Sends the made-up events of one feed. One run at a time; counts belong to the run.
/// </summary>
public sealed partial class FeedProducer(
    ProducerKind kind, string topic, KafkaClients clients, FeedGauge? gauge, TimeProvider time, ILogger<FeedProducer> logger) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ProducerRun? _run;

    public ProducerKind Kind => kind;

    public string Name => kind.Name;

    public string Topic => topic;

    /// <summary>False where its feed is turned off: nothing of what is sent would ever be stored.</summary>
    public bool IsRead => gauge is not null && gauge.Current.Phase != FeedPhase.Stopped;

    public ProducerState State => Volatile.Read(ref _run)?.State ?? new ProducerState(
        false, Settings(), null, 0, 0, 0, 0, null, [], []);

    /// <summary>
    /// Settings with what is not given taken from the defaults. A rate takes the place of the interval.
    /// </summary>
    public ProducerSettings Settings(
        int? rate = null, IReadOnlyList<string>? symbols = null, int? seed = null, TimeSpan? interval = null,
        decimal? stress = null) => new(
        rate ?? kind.Rate ?? 0,
        [.. symbols is { Count: > 0 } ? symbols : kind.Symbols],
        seed ?? SharedMarket.Seed,
        interval ?? (rate is null ? kind.Interval : null),
        stress ?? 1);

    /// <summary>
    /// Starts a run in place of the one that is going on, if any, once what that one sent is accounted for.
    /// </summary>
    /// <param name="settings">Of the run.</param>
    /// <param name="past">How much of the time before is made up first, as fast as it is stored.</param>
    public async Task StartAsync(ProducerSettings settings, TimeSpan past = default)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            await EndAsync().ConfigureAwait(false);
            var feed = kind.Create(settings);
            if (kind.ResumeAsync is { } resumeAsync && SharedMarket.Is(settings.Seed))
            {
                await resumeAsync(feed).ConfigureAwait(false);
            }

            Volatile.Write(ref _run, new ProducerRun(clients, gauge, topic, kind, feed, settings, past, time));
        }
        finally
        {
            _gate.Release();
        }

        if (settings.Interval is { } interval)
        {
            LogStartedSteps(kind.Events, interval.TotalSeconds, string.Join(',', settings.Symbols), settings.Seed, settings.Stress);
        }
        else
        {
            LogStarted(settings.Rate, kind.Events, string.Join(',', settings.Symbols), settings.Seed, settings.Stress);
        }
    }

    /// <summary>Stops producing; what was sent is acknowledged or counted as failed first.</summary>
    public async Task StopAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (await EndAsync().ConfigureAwait(false))
            {
                LogStopped(kind.Events, State.Sent, State.Acknowledged, State.Failed);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

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

    [LoggerMessage(LogLevel.Information, "Producing {Rate} {Events}/s of {Symbols}, seed {Seed}, stress {Stress}")]
    private partial void LogStarted(int rate, string events, string symbols, int seed, decimal stress);

    [LoggerMessage(LogLevel.Information, "Producing {Events} every {Seconds} s of {Symbols}, seed {Seed}, stress {Stress}")]
    private partial void LogStartedSteps(string events, double seconds, string symbols, int seed, decimal stress);

    [LoggerMessage(LogLevel.Information, "Stopped producing {Events}: {Sent} sent, {Acknowledged} acknowledged, {Failed} failed")]
    private partial void LogStopped(string events, long sent, long acknowledged, long failed);
}
