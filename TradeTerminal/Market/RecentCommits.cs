using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// When the newest batches of trades were committed, kept a batch and not a trade: the table of trades has no column for
/// it. Holds <see cref="Kept"/> stretches of partitions, the oldest goes. Written by the pump, read by anyone.
/// </summary>
public sealed class RecentCommits(TimeProvider time)
{
    public const int Kept = 32_768;

    private readonly Queue<Stretch> _stretches = new();
    private readonly Lock _lock = new();
    private readonly DateTime _since = time.GetUtcNow().UtcDateTime;

    internal void Add(CommittedBatch<Trade> batch)
    {
        lock (_lock)
        {
            foreach (var range in batch.Ranges)
            {
                if (_stretches.Count == Kept)
                {
                    _stretches.Dequeue();
                }

                _stretches.Enqueue(new Stretch(batch.Feed, range, batch.CommittedAt.UtcDateTime));
            }
        }
    }

    /// <summary>
    /// Null when it is not known. A trade from before this process may come from another cluster, in which its place means
    /// another message, so nothing is said of one.
    /// </summary>
    public TradeCommit? Find(in Trade trade)
    {
        if (trade.ExecutedAt < _since)
        {
            return null;
        }

        lock (_lock)
        {
            TradeCommit? found = null;
            foreach (var stretch in _stretches)
            {
                if (stretch.Range.Partition == trade.Partition && stretch.Range.From <= trade.Offset && trade.Offset < stretch.Range.To)
                {
                    if (found is not null && found.Log != stretch.Log)
                    {
                        return null;
                    }

                    found ??= new TradeCommit(stretch.Log, stretch.At);
                }
            }

            return found;
        }
    }

    private readonly record struct Stretch(FeedKey Log, OffsetRange Range, DateTime At);
}

/// <summary>The log a trade was read from, and when the transaction that stored it had committed.</summary>
public sealed record TradeCommit(FeedKey Log, DateTime At);
