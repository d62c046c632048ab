using TradeTerminal.Ingest.Feeds.Status;

namespace TradeTerminal.Ingest.Feeds.Reading;

/// <summary>
/// Fills one batch while the one before is written. In a backlog reading and judging then take no time of their own; in a
/// busy market what comes during a write goes into one batch.
/// </summary>
/// <param name="reader">Fills the batches.</param>
/// <param name="hand">Writes them.</param>
/// <param name="spare">The reader has the other one.</param>
/// <param name="gauge">Touched only while nothing is written: the writing has it then.</param>
internal sealed class FeedPump<TEvent>(FeedReader<TEvent> reader, BatchHand<TEvent> hand, FeedBatch<TEvent> spare, FeedGauge gauge)
    where TEvent : struct, IFeedEvent<TEvent>
{
    /// <summary>How often to look for messages while a batch is written.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(1);

    private FeedBatch<TEvent> _spare = spare;

    /// <summary>Waits a moment for messages, and for the batch before, and begins to write what has come.</summary>
    /// <exception cref="FencedException">Another worker writes these partitions.</exception>
    public void Step(CancellationToken stopping)
    {
        if (reader.MovesPositions)
        {
            hand.Settle();
            reader.MovePositions();
        }

        var batch = reader.Poll();
        if (batch.Count == 0 && !hand.TrySettle(TimeSpan.Zero))
        {
            return;
        }

        while (!hand.TrySettle(batch.IsFull ? Timeout.InfiniteTimeSpan : LookAgain))
        {
            reader.PollOn(TimeSpan.Zero);
        }

        reader.Lag.Take();
        if (!batch.IsFull)
        {
            reader.Lag.Drained();
        }

        gauge.Unreadable(reader.Unreadable);
        if (batch.Count > 0)
        {
            reader.Fill(_spare);
            _spare = batch;
            hand.Begin(batch, stopping);
        }
    }
}
