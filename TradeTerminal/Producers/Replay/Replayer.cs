using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Producers.Replay;

/// <summary>
/// Sends recordings into the topics of their feeds, one at a time. What is replayed goes the way of every other
/// event; nothing of it is written here.
/// </summary>
public sealed partial class Replayer(
    KafkaClients clients, FeedGauges gauges, IOptionsMonitor<FeedOptions> feeds, IDbContextFactory<TerminalDbContext> databases,
    TimeProvider time, ILogger<Replayer> logger) : IHostedService, IDisposable
{
    private const string GoingOn = "A replay is going on: stop it, or wait until it has ended.";

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ReplayHistory _history = new();
    private ReplayRun? _run;

    /// <summary>What waits for a person.</summary>
    internal OfferedPlan Offered { get; } = new(time);

    public ReplayState State => Volatile.Read(ref _run)?.State ?? ReplayState.Idle;

    /// <summary>
    /// One recording is read at a time, and none while another one goes on: each may take hundreds of megabytes. To be
    /// disposed when it is sent or refused.
    /// </summary>
    /// <exception cref="ReplayRefusedException">A replay is going on, or another recording is being read.</exception>
    internal IDisposable BeginReading()
    {
        if (Going() is not null)
        {
            throw new ReplayRefusedException(ReplayRefusal.Running, GoingOn);
        }

        return _reading.Wait(0)
            ? new Reading(_reading)
            : throw new ReplayRefusedException(ReplayRefusal.Running,
                "Another recording is being read: wait until it has been sent or refused.");
    }

    /// <summary>The events of a CSV in the feed's format.</summary>
    /// <exception cref="RecordingException">Something in the file is wrong.</exception>
    internal Recording Read(ReplayFormat format, Stream csv, string name) =>
        RecordingFile.Read(csv, name, format, JudgeOf(format), time.GetUtcNow().UtcDateTime);

    /// <summary>The stored events of a range; its end is not part of it.</summary>
    /// <exception cref="RecordingException">There is nothing in it, or too much.</exception>
    internal async Task<Recording> ReadAsync(ReplayFormat format, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await RecordingRange.ReadAsync(
            database, format, from, to, JudgeOf(format), time.GetUtcNow().UtcDateTime, cancellationToken)
                .ConfigureAwait(false);
    }

    private FeedJudge JudgeOf(ReplayFormat format) => FeedOf(format).CreateJudge(feeds.Get(FeedOf(format).Section));

    /// <summary>Finds out what sending a recording would do.</summary>
    internal async Task<ReplayPlan> PlanAsync(Recording recording, bool shiftToNow, CancellationToken cancellationToken)
    {
        var topic = feeds.Get(FeedOf(recording.Format).Section).Topic;
        var cluster = clients.Endpoint.ClusterId ?? clients.Endpoint.BootstrapServers;
        var key = ReplayHistory.Key(cluster, topic, recording.ContentHash());
        if (shiftToNow)
        {
            recording = RecordingShift.ToNow(recording, time.GetUtcNow().UtcDateTime);
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var stored = await StoredEvents.CountAsync(database, recording, cancellationToken).ConfigureAwait(false);
        return new ReplayPlan(recording, topic, key, _history.LastOf(key), stored, recording.Format.Id is not null && !shiftToNow);
    }

    /// <exception cref="ReplayRefusedException">Another one is going on, or this one has to be confirmed.</exception>
    internal async Task<ReplayState> StartAsync(ReplayPlan plan, ReplaySpeed speed, bool paused, bool confirmed)
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (State.IsGoingOn)
            {
                throw new ReplayRefusedException(ReplayRefusal.Running, GoingOn);
            }

            if (plan.NeedsConfirmation && !confirmed)
            {
                throw new ReplayRefusedException(ReplayRefusal.Confirm, plan.Consequence) { StoredAgain = plan.StoredAlready };
            }

            var recording = plan.Recording with { Notes = [plan.Consequence, .. plan.Recording.Notes] };
            Volatile.Write(ref _run, new ReplayRun(
                recording, plan.Topic, clients, gauges[recording.Format.Feed], speed, paused, time,
                () => _history.Remember(plan.HistoryKey, time.GetUtcNow())));
        }
        finally
        {
            _gate.Release();
        }

        LogStarted(plan.Recording.Events.Length, plan.Recording.Format.Feed, plan.Topic, speed);
        return State;
    }

    public void Pause() => Going()?.Pause();

    public void Resume() => Going()?.Resume();

    /// <summary>Sends one event and holds.</summary>
    public void Step() => Going()?.Step();

    public void Change(ReplaySpeed speed) => Going()?.Change(speed);

    /// <summary>Answers when what was sent is acknowledged or counted as failed.</summary>
    public async Task StopAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Going() is { } run)
            {
                await run.StopAsync().ConfigureAwait(false);
                LogStopped(State.Sent, State.Total);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => StopAsync();

    public void Dispose()
    {
        _gate.Dispose();
        _reading.Dispose();
        Offered.Dispose();
    }

    private static Feed FeedOf(ReplayFormat format) => FeedCatalog.All.First(feed => feed.Name == format.Feed);

    private ReplayRun? Going() => Volatile.Read(ref _run) is { State.IsGoingOn: true } run ? run : null;

    [LoggerMessage(LogLevel.Information, "Replaying {Events} events of feed {Feed} into topic {Topic}, speed {Speed}")]
    private partial void LogStarted(int events, string feed, string topic, ReplaySpeed speed);

    [LoggerMessage(LogLevel.Information, "Stopped a replay after {Sent} of {Total} events")]
    private partial void LogStopped(long sent, long total);

    private sealed class Reading(SemaphoreSlim place) : IDisposable
    {
        public void Dispose() => place.Release();
    }
}
