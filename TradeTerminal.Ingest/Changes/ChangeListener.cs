using System.Threading.Channels;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Changes;

/// <summary>One reader of the <see cref="ChangeFeed"/>, with its own queue. Dispose to stop listening.</summary>
public sealed class ChangeListener : IDisposable
{
    /// <summary>Batches held for a slow reader before it is sent back to the database, unless it asked for other bounds.</summary>
    public const int Capacity = 256;

    /// <summary>Events held in these batches, unless a single one has more.</summary>
    public const int MostEvents = 500_000;

    private readonly Action<ChangeListener> _remove;
    private readonly Func<CommittedBatch, bool> _wanted;
    private readonly Channel<CommittedBatch> _queue;

    private static readonly CommittedBatch Nothing = new(new FeedKey("", ""), default);

    private int _resync;
    private int _events;

    internal ChangeListener(Action<ChangeListener> remove, Func<CommittedBatch, bool> wanted, int places)
    {
        (_remove, _wanted) = (remove, wanted);
        _queue = Channel.CreateBounded<CommittedBatch>(
            new BoundedChannelOptions(places) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    }

    public bool TryTake(out CommittedBatch batch)
    {
        var taken = _queue.Reader.TryRead(out var next);
        batch = next!;
        Interlocked.Add(ref _events, taken ? -next!.EventCount : 0);
        return taken;
    }

    /// <summary>True once after a batch was lost to this reader; what is queued is older and may be dropped.</summary>
    public bool TryTakeResync() => Interlocked.Exchange(ref _resync, 0) == 1;

    /// <summary>Completes when there is something to take.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _resync) == 0)
        {
            await _queue.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _remove(this);

    internal void Offer(CommittedBatch batch)
    {
        if (!_wanted(batch))
        {
            return;
        }

        // Counted before it can be taken, so that the count never falls behind what is held.
        var held = Interlocked.Add(ref _events, batch.EventCount);
        if ((held > MostEvents && held > batch.EventCount) || !_queue.Writer.TryWrite(batch))
        {
            Interlocked.Add(ref _events, -batch.EventCount);
            RequireResync();
        }
    }

    /// <summary>The empty batch wakes a reader that waits; when the queue is full it is awake already.</summary>
    internal void RequireResync()
    {
        Volatile.Write(ref _resync, 1);
        _queue.Writer.TryWrite(Nothing);
    }
}
