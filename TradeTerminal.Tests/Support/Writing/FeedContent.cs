namespace TradeTerminal.Tests.Support.Writing;

/// <summary>
/// What a topic holds: messages in all, events to be stored (a trade once, however often it was sent), and what
/// must be refused. The rest are duplicates.
/// </summary>
internal sealed record FeedContent(AnyFeed Feed, long Messages, long Accepted, IReadOnlyList<byte[]?> Rejected)
{
    internal long Duplicates => Messages - Accepted - Rejected.Count;
}
