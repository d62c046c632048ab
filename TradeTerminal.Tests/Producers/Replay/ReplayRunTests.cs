using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Producers;
using TradeTerminal.Producers.Replay;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;

namespace TradeTerminal.Tests.Producers.Replay;

/// <summary>Five index ticks ten seconds apart, sent by a clock that the test moves.</summary>
public sealed class ReplayRunTests(KafkaFixture kafka)
{
    private readonly WatchedClock _clock = new();
    private readonly string _topic = kafka.CreateTopic(1);
    private int _begun;

    [Fact]
    public async Task Run_OriginalSpeed_SendsEachEventWhenItIsDue()
    {
        var run = Start(ReplaySpeed.Original);

        await SentAsync(run, 1);
        Assert.Equal(TimeSpan.FromSeconds(10), run.State.NextIn);
        await MovesAsync(run, 9.9, 1);
        await MovesAsync(run, 0.1, 2);
        await MovesAsync(run, 25, 4);
        await MovesAsync(run, 10, 5);

        await PhaseAsync(run, ReplayPhase.Finished);
        Assert.Equal((5, 5, 0), (run.State.Sent, run.State.Acknowledged, run.State.Failed));
        Assert.Equal(run.State.Last, run.State.Position);
        Assert.Null(run.State.NextIn);
        Assert.Equal(1, _begun);
    }

    [Fact]
    public async Task Run_TenTimesAsFast_NeedsATenthOfTheTime()
    {
        var run = Start(new ReplaySpeed(10));

        await SentAsync(run, 1);
        await MovesAsync(run, 0.9, 1);
        await MovesAsync(run, 0.2, 2);
        await MovesAsync(run, 2.9, 5);
    }

    [Fact]
    public async Task Run_AsFastAsPossible_NeedsNoTime() => await PhaseAsync(Start(ReplaySpeed.AsFastAsPossible), ReplayPhase.Finished);

    [Fact]
    public async Task Pause_ThenResume_StandsStillInBetween()
    {
        var run = Start(ReplaySpeed.Original);
        await SentAsync(run, 1);
        _clock.Advance(TimeSpan.FromSeconds(5));

        run.Pause();
        await MovesAsync(run, 3_600, 1);
        Assert.Equal(ReplayPhase.Paused, run.State.Phase);
        run.Resume();

        await MovesAsync(run, 4.9, 1);
        await MovesAsync(run, 0.2, 2);
    }

    [Fact]
    public async Task Step_Paused_SendsOneAtATime()
    {
        var run = Start(ReplaySpeed.Original, paused: true);
        await MovesAsync(run, 100, 0);
        Assert.Null(run.State.Position);

        for (var sent = 1; sent < 5; sent++)
        {
            run.Step();
            await SentAsync(run, sent);
            await MovesAsync(run, 100, sent);
            Assert.Equal(ReplayPhase.Paused, run.State.Phase);
        }

        run.Step();
        await PhaseAsync(run, ReplayPhase.Finished);
    }

    [Fact]
    public async Task Step_Running_Holds()
    {
        var run = Start(ReplaySpeed.Original);
        await SentAsync(run, 1);

        run.Step();

        await SentAsync(run, 2);
        await MovesAsync(run, 100, 2);
        Assert.Equal(ReplayPhase.Paused, run.State.Phase);
    }

    [Fact]
    public async Task Change_Midway_IsTheSpeedFromThenOn()
    {
        var run = Start(ReplaySpeed.Original);
        await SentAsync(run, 1);

        run.Change(new ReplaySpeed(100));

        await MovesAsync(run, 0.11, 2);
        run.Change(ReplaySpeed.AsFastAsPossible);
        await PhaseAsync(run, ReplayPhase.Finished);
    }

    [Fact]
    public async Task StopAsync_Midway_AccountsForWhatWasSent()
    {
        var run = Start(ReplaySpeed.Original);
        await SentAsync(run, 1);

        await run.StopAsync();

        Assert.Equal((ReplayPhase.Stopped, 1, 1), (run.State.Phase, run.State.Sent, run.State.Acknowledged));
        await run.StopAsync();
    }

    [Fact]
    public async Task Run_EmbeddedAndNothingStored_WaitsWhereTheBrokerStillKeepsAll()
    {
        var run = Start(ReplaySpeed.AsFastAsPossible, mode: "embedded", events: ProducerRun.EmbeddedBacklog + 10);

        await SentAsync(run, ProducerRun.EmbeddedBacklog + 1);
        await Eventually.TrueAsync(() => run.State.Problem is not null, () => $"{run.State}");
        Assert.Contains("not stored yet", run.State.Problem!, StringComparison.Ordinal);
        await run.StopAsync();
    }

    private ReplayRun Start(ReplaySpeed speed, bool paused = false, string mode = "external", int events = 5)
    {
        var endpoint = new KafkaEndpoint(mode, kafka.BootstrapServers, "test");
        var lines = Enumerable.Range(0, events)
            .Select(i => $"{Recordings.UtcNow.AddSeconds((10 * i) - 300_000):yyyy-MM-ddTHH:mm:ssZ},A,{i + 1},1");
        var recording = Recordings.Read("indices", $"timestamp,symbol,price,volume\n{string.Join('\n', lines)}");
        return new ReplayRun(
            recording, _topic, new KafkaClients(() => endpoint, Options.Create(new KafkaOptions())),
            new FeedGauge("indices", _topic, TimeProvider.System), speed, paused, _clock, () => _begun++);
    }

    /// <summary>The clock moves; a moment later just so many have been sent.</summary>
    private async Task MovesAsync(ReplayRun run, double seconds, int sent)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        await SentAsync(run, sent);
        var looks = _clock.Looks;
        // Twice: the first may have been under way. What was wrong to send would have been sent by then.
        await Eventually.TrueAsync(() => _clock.Looks >= looks + 2 || !run.State.IsGoingOn, () => $"{run.State}");
        Assert.Equal(sent, run.State.Sent);
    }

    private static Task SentAsync(ReplayRun run, int sent) => Eventually.TrueAsync(() => run.State.Sent >= sent, () => $"{run.State}");

    private static Task PhaseAsync(ReplayRun run, ReplayPhase phase) =>
        Eventually.TrueAsync(() => run.State.Phase == phase, () => $"{run.State}");
}
