using System.Diagnostics;
using Confluent.Kafka;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>Partitions whose next messages can't be read, and why. librdkafka tells an error once, and that it is over not at
/// all.</summary>
internal sealed class UnreadablePartitions
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);

    private readonly SortedDictionary<int, string> _problems = [];
    private long _triedAt;

    public ICollection<int> Partitions => _problems.Keys;

    /// <summary>Unless it is an error that passes by itself.</summary>
    public void Add(int partition, ErrorCode error)
    {
        if (ReadProblem.Of(error) is { } problem)
        {
            _problems[partition] = problem;
        }
    }

    public void Remove(int partition) => _problems.Remove(partition);

    /// <summary>Whether they are to be tried again now.</summary>
    public bool AreDue()
    {
        if (_problems.Count == 0 || Stopwatch.GetElapsedTime(_triedAt) <= TryAgainAfter)
        {
            return false;
        }

        _triedAt = Stopwatch.GetTimestamp();
        return true;
    }

    /// <summary>Null when all can be read.</summary>
    /// <param name="next">Next offset to read by partition.</param>
    public string? Words(IReadOnlyDictionary<int, long> next) => _problems.Count == 0 ? null
        : string.Join("; ", _problems.Select(at => $"partition {at.Key} stands at offset {next[at.Key]}: {at.Value}"));
}
