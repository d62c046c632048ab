using System.Collections.Concurrent;

namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>Why alerts wait, by destination; for the screens. Nothing that is stored is lost by it.</summary>
public sealed class OutboxProblems
{
    private readonly ConcurrentDictionary<string, string?> _problems = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _rivals = new(StringComparer.Ordinal);

    /// <summary>Such as <c>topic risk_alerts: Local: Message timed out</c>, by name of the destination.</summary>
    public IReadOnlyList<string> All =>
        [.. _problems.Where(problem => problem.Value is not null).OrderBy(problem => problem.Key, StringComparer.Ordinal)
            .Select(problem => $"{problem.Key}: {problem.Value}")];

    /// <summary>Each destination that is set, and whether alerts wait for it.</summary>
    public IEnumerable<(string Destination, bool Waits)> Destinations =>
        _problems.Select(problem => (problem.Key, problem.Value is not null));

    /// <summary>
    /// That alerts do not all arrive, as another terminal publishes to another cluster (<see cref="AlertLease.Rival"/>); null when
    /// none does.
    /// </summary>
    public string? Rival => _rivals.Values.FirstOrDefault() is { } cluster
        ? $"Another terminal on this database publishes alerts to Kafka cluster {cluster}: each alert goes to one of the two "
            + "clusters only, whichever it is about. Give each cluster a database of its own, or publish from one terminal "
            + "(Alerts:Publish=false in the other)."
        : null;

    /// <summary>The other cluster to which a destination's alerts go; null is none.</summary>
    internal void ReportRival(string destination, string? cluster)
    {
        if (cluster is null)
        {
            _rivals.TryRemove(destination, out _);
        }
        else
        {
            _rivals[destination] = cluster;
        }
    }

    /// <summary>Null is none. True when it is another one than before.</summary>
    internal bool Report(string destination, string? problem)
    {
        var isNew = _problems.GetValueOrDefault(destination) != problem;
        _problems[destination] = problem;
        return isNew;
    }
}
