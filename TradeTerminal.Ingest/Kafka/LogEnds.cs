using Confluent.Kafka;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>
/// Asks how far the partitions go, over connections of its own and in the background: neither an open fetch nor a
/// partition without a leader holds up who reads. Not thread-safe.
/// </summary>
internal sealed class LogEnds(LogConsumer consumer) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _closing = new();
    private Task _asking = Task.CompletedTask;
    private Answer _latest = new(new Dictionary<int, long>(), null);

    /// <summary>Next offset by partition, of those that answered when last asked.</summary>
    public IReadOnlyDictionary<int, long> Latest => Volatile.Read(ref _latest).Ends;

    /// <summary>What the partitions said that did not; null when all did.</summary>
    public string? Problem => Volatile.Read(ref _latest).Problem;

    /// <summary>First and next offset of a partition, waited for.</summary>
    /// <exception cref="KafkaException">The broker does not answer in time.</exception>
    public (long Low, long High) Of(int partition) => consumer.Watermarks(partition, Patience);

    /// <summary>Asks anew, unless the last question is still on its way.</summary>
    public void Ask(IEnumerable<int> partitions)
    {
        if (_asking.IsCompleted)
        {
            var asked = partitions.ToList();
            _asking = Task.Run(() => AskEach(asked));
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        // A question on its way may take its whole time; who disposes must not wait for it.
        _asking.ContinueWith(
            _ =>
            {
                consumer.Dispose();
                _closing.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void AskEach(List<int> partitions)
    {
        var ends = new Dictionary<int, long>(partitions.Count);
        var silent = new List<int>();
        KafkaException? last = null;
        foreach (var partition in partitions)
        {
            if (_closing.IsCancellationRequested)
            {
                return;
            }

            try
            {
                ends[partition] = Of(partition).High;
            }
            catch (KafkaException exception)
            {
                silent.Add(partition);
                last = exception;
            }
        }

        var problem = last is null ? null : $"partition {string.Join(", ", silent)}: {last.Error.Reason}; the others are read";
        Volatile.Write(ref _latest, new Answer(ends, problem));
    }

    private sealed record Answer(IReadOnlyDictionary<int, long> Ends, string? Problem);
}
