using System.Collections.Concurrent;

namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>Why alerts wait, by destination; for the screens. Nothing that is stored is lost by it.</summary>
public sealed class OutboxProblems
{
    private readonly ConcurrentDictionary<string, string> _problems = new(StringComparer.Ordinal);

    /// <summary>Such as <c>topic risk_alerts: Local: Message timed out</c>, by name of the destination.</summary>
    public IReadOnlyList<string> All =>
        [.. _problems.OrderBy(problem => problem.Key, StringComparer.Ordinal).Select(problem => $"{problem.Key}: {problem.Value}")];

    /// <summary>Null is none. True when it is another one than before.</summary>
    internal bool Report(string destination, string? problem)
    {
        if (problem is null)
        {
            return _problems.TryRemove(destination, out _);
        }

        var isNew = !_problems.TryGetValue(destination, out var before) || before != problem;
        _problems[destination] = problem;
        return isNew;
    }
}
