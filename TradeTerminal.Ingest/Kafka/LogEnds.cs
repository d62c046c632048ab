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
    private LogEndsAnswer? _answer;

    /// <summary>For other questions to the brokers.</summary>
    public LogConsumer Consumer { get; } = consumer;

    /// <summary>The answer that has come since this was last asked, once; null while there is none.</summary>
    public LogEndsAnswer? Take() => Interlocked.Exchange(ref _answer, null);

    /// <summary>First and next offset of a partition, waited for.</summary>
    /// <exception cref="KafkaException">The broker does not answer in time.</exception>
    public (long Low, long High) Of(int partition) => Consumer.Watermarks(partition, Patience);

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
                Consumer.Dispose();
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
        Volatile.Write(ref _answer, new LogEndsAnswer(ends, problem));
    }
}
