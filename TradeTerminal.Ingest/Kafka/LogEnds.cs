using Confluent.Kafka;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>
/// Asks how far the partitions go, over connections of its own and in the background: neither an open fetch nor a
/// partition without a leader holds up who reads. Not thread-safe.
/// </summary>
internal sealed class LogEnds : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _closing = new();
    private readonly Action<IReadOnlyDictionary<int, long>> _heard;
    private readonly ITimer _timer;
    private Task _asking = Task.CompletedTask;
    private int[] _partitions = [];
    private LogEndsAnswer? _answer;

    /// <param name="consumer">Asks.</param>
    /// <param name="heard">Told of each answer at once, on another thread: who reads may be held up elsewhere.</param>
    /// <param name="time">Asks again every two seconds.</param>
    public LogEnds(KafkaReader consumer, Action<IReadOnlyDictionary<int, long>> heard, TimeProvider time)
    {
        (Consumer, _heard) = (consumer, heard);
        _timer = time.CreateTimer(_ => AskAgain(), null, Every, Every);
    }

    /// <summary>For other questions to the brokers.</summary>
    public KafkaReader Consumer { get; }

    /// <summary>The answer that has come since this was last asked, once; null while there is none.</summary>
    public LogEndsAnswer? Take() => Interlocked.Exchange(ref _answer, null);

    /// <summary>First and next offset of a partition, waited for.</summary>
    /// <exception cref="KafkaException">The broker does not answer in time.</exception>
    public (long Low, long High) Of(int partition) => Consumer.Watermarks(partition, Patience);

    /// <summary>From now on these are asked for; at once where they are others than before.</summary>
    public void Follow(IEnumerable<int> partitions)
    {
        int[] followed = [.. partitions];
        if (!followed.AsSpan().SequenceEqual(Interlocked.Exchange(ref _partitions, followed)))
        {
            AskAgain();
        }
    }

    private void AskAgain()
    {
        // Under the lock neither two questions begin at once, nor one after the end.
        lock (_closing)
        {
            var partitions = Volatile.Read(ref _partitions);
            if (_asking.IsCompleted && partitions.Length > 0 && !_closing.IsCancellationRequested)
            {
                _asking = Task.Run(() => AskEach(partitions));
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_closing)
        {
            _closing.Cancel();
        }

        // A question on its way may take its whole time; who disposes must not wait for it.
        _asking.ContinueWith(
            _ =>
            {
                Consumer.Dispose();
                _closing.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void AskEach(int[] partitions)
    {
        var ends = new Dictionary<int, long>(partitions.Length);
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
        _heard(ends);
    }
}
