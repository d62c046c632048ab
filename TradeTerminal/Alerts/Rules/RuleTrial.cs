using TradeTerminal.Ingest.Alerts.Rehearsals;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Alerts.Rules;

/// <summary>
/// Rehearses rules on the newest stored hours, one at a time: each reads all events of its range, and a person
/// who clicks twice must not halve the speed of ingest.
/// </summary>
public sealed class RuleTrial(Rehearsal rehearsal, TimeProvider time) : IDisposable
{
    public const int DefaultHours = 24;
    public const int MostHours = 7 * 24;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>On the last <paramref name="hours"/> of event time up to now.</summary>
    /// <exception cref="TimeoutException">It took longer than two minutes, its turn included.</exception>
    public async Task<TrialResult> RunAsync(RuleSettings settings, int hours, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await _one.WaitAsync(either.Token);
            try
            {
                var to = time.GetUtcNow().UtcDateTime;
                var from = to.AddHours(-hours);
                return new TrialResult(from, to, await rehearsal.RunAsync(settings, from, to, either.Token));
            }
            finally
            {
                _one.Release();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The rehearsal took longer than {Patience.TotalMinutes:F0} minutes; try fewer hours.");
        }
    }

    public void Dispose() => _one.Dispose();
}

/// <summary>A rehearsal and the range of event time it was held on.</summary>
public sealed record TrialResult(DateTime From, DateTime To, RehearsalResult Result);
