using System.Runtime.ExceptionServices;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// Commits one batch on a thread of its own, while the next one is read and judged. Never two: what became of a batch is
/// known before another is begun, and until then <paramref name="next"/> stays where the last one left it. Used by one thread.
/// </summary>
/// <param name="commit">Called on the thread of its own, with positions of its own.</param>
/// <param name="next">Next offset by partition; moved by <see cref="Settle"/>.</param>
internal sealed class BatchHand<TEvent>(
    Action<FeedBatch<TEvent>, Dictionary<int, long>, CancellationToken> commit, Dictionary<int, long> next) : IDisposable
    where TEvent : struct, IFeedEvent<TEvent>
{
    private readonly SemaphoreSlim _given = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private Thread? _thread;
    private FeedBatch<TEvent>? _batch;
    private Dictionary<int, long> _moved = [];
    private CancellationToken _cancellation;
    private Exception? _failure;

    /// <summary>Begins with the batch, which belongs to the other thread until it is settled, and returns.</summary>
    public void Begin(FeedBatch<TEvent> batch, CancellationToken cancellationToken)
    {
        if (_batch is not null)
        {
            throw new InvalidOperationException("A batch is at work.");
        }

        (_batch, _moved, _cancellation) = (batch, new Dictionary<int, long>(next), cancellationToken);
        if (_thread is null)
        {
            _thread = new Thread(Run) { IsBackground = true, Name = "feed writer" };
            _thread.Start();
        }

        _given.Release();
    }

    /// <summary>Waits until nothing is at work. Throws what the batch has failed with; no position has moved then.</summary>
    public void Settle() => TrySettle(Timeout.InfiniteTimeSpan);

    /// <summary>False while a batch is at work after this time.</summary>
    public bool TrySettle(TimeSpan patience)
    {
        if (_batch is null)
        {
            return true;
        }

        if (!_done.Wait(patience))
        {
            return false;
        }

        _batch = null;
        if (Interlocked.Exchange(ref _failure, null) is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        foreach (var (partition, offset) in _moved)
        {
            next[partition] = offset;
        }

        return true;
    }

    /// <summary>Waits for the batch that is at work: whoever comes next must find it committed or not at all.</summary>
    public void Dispose()
    {
        if (_batch is not null)
        {
            _done.Wait();
            _batch = null;
        }

        _given.Release();
        _thread?.Join();
        _given.Dispose();
        _done.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _given.Wait();
            if (_batch is not { } batch)
            {
                return;
            }

            try
            {
                commit(batch, _moved, _cancellation);
            }
            catch (Exception exception)
            {
                _failure = exception;
            }

            _done.Release();
        }
    }
}
