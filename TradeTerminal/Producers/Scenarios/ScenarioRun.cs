using Confluent.Kafka;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Producers.Scenarios;

/// <summary>One scenario and its last run.</summary>
internal sealed partial class ScenarioRun(
    Scenario scenario, Func<bool, ScenarioStage> stage, Func<string, bool> isRead, ScenarioOptions options, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _start = new();
    private ScenarioState _state = ScenarioState.Idle;

    /// <summary>Of the run that is going on, or was the last.</summary>
    private volatile ScenarioStage? _on;

    public Scenario Scenario => scenario;

    public ScenarioState State
    {
        get
        {
            var state = Volatile.Read(ref _state);
            return state is { Phase: ScenarioPhase.Running, StartedAt: { } at }
                ? state with { Took = time.GetUtcNow() - at, Symbol = _on?.Symbol, Sent = _on?.Sent ?? 0 } : state;
        }
    }

    /// <summary>Runs it to its verdict, slowly so that one can watch; false at once when it is running already.</summary>
    public async Task<bool> TryRunAsync(bool isSlow, CancellationToken cancellationToken)
    {
        lock (_start)
        {
            if (_state.Phase == ScenarioPhase.Running)
            {
                return false;
            }

            _on = null;
            Set(ScenarioState.Idle with { Phase = ScenarioPhase.Running, StartedAt = time.GetUtcNow() });
        }

        // The verdict is out when all of the run is over: whoever sees it may start the next one.
        Set(await RunAsync(isSlow, cancellationToken).ConfigureAwait(false));
        LogVerdict(scenario.Name, State.Phase, State.Why);
        return true;
    }

    private async Task<ScenarioState> RunAsync(bool isSlow, CancellationToken cancellationToken)
    {
        try
        {
            using var on = stage(isSlow);
            _on = on;
            var proof = await scenario.PlayAsync(on, cancellationToken).ConfigureAwait(false);
            Set(_state with { Symbol = on.Symbol, Sent = on.Sent });
            return await ProveAsync(on, proof, cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaException exception)
        {
            return End(ScenarioPhase.Failed, $"A message could not be sent: {exception.Error.Reason}");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return End(ScenarioPhase.Failed, "The terminal was stopped before there was a verdict.");
        }
        catch (Exception exception)
        {
            var reason = Failures.Classify(exception) == FailureClass.Transient ? "The database does not answer" : "It could not be judged";
            return End(ScenarioPhase.Failed, $"{reason}: {exception.GetBaseException().Message}");
        }
    }

    private async Task<ScenarioState> ProveAsync(ScenarioStage on, ScenarioProof proof, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var checks = await on.ReadAsync(database => proof(database, cancellationToken), cancellationToken).ConfigureAwait(false);
            Set(_state with { Checks = [.. checks] });
            if (checks.All(check => check.Passed))
            {
                return End(ScenarioPhase.Passed, string.Join("; ", checks.Select(check => check.Found)) + ".");
            }

            if (time.GetElapsedTime(started) >= options.Patience)
            {
                return End(ScenarioPhase.Failed, Failure(checks));
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private string Failure(IEnumerable<ScenarioCheck> checks)
    {
        var missing = checks.Where(check => !check.Passed).Select(check => $"{check.What}: {check.Found}.");
        var unread = scenario.Feeds.Where(feed => !isRead(feed)).Select(feed => $"Feed {feed} is turned off in the settings.");
        return $"Not within {options.Patience.TotalSeconds} s. {string.Join(' ', missing.Concat(unread))}";
    }

    private ScenarioState End(ScenarioPhase phase, string why) => State with { Phase = phase, Why = why };

    private void Set(ScenarioState state) => Volatile.Write(ref _state, state);

    [LoggerMessage(LogLevel.Information, "Scenario {Name}: {Verdict}. {Why}")]
    private partial void LogVerdict(string name, ScenarioPhase verdict, string? why);
}
