namespace TradeTerminal.Tests.Support.Writing;

/// <summary>
/// What stands behind the reader of a feed: one worker's writer on one database, fed by hand. Messages get the
/// next offsets of their partition unless they bring their own.
/// </summary>
internal abstract class FeedIngest : IDisposable
{
    public abstract void Dispose();

    /// <summary>Takes over a partition, from where the database stands.</summary>
    internal abstract void Begin(int partition, long startOffset = 0);

    /// <summary>One batch, committed.</summary>
    internal abstract void Write(IEnumerable<(int Partition, long Offset, byte[]? Message)> messages);
}
