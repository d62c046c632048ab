using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Tests.Support.Writing;

/// <summary>A feed of the catalog, whatever its events are.</summary>
internal abstract class AnyFeed
{
    /// <summary>All there are: a new feed is in the tests that go over this list without a line more.</summary>
    internal static IReadOnlyList<AnyFeed> All { get; } = [.. FeedCatalog.All.Select(Of)];

    internal abstract Feed Feed { get; }

    internal string Name => Feed.Name;

    internal string Topic => Feed.DefaultTopic;

    internal string Table => Feed.Table.Name;

    /// <summary>A worker's writer on this database.</summary>
    internal abstract FeedIngest Ingest(string connectionString, TimeProvider clock);

    /// <summary>What must come of these messages, which are all that its topic holds.</summary>
    internal abstract FeedContent Judge(IEnumerable<byte[]?> messages, DateTime utcNow);

    private static AnyFeed Of(Feed feed) => (AnyFeed)Activator.CreateInstance(
        typeof(AnyFeed<>).MakeGenericType(feed.GetType().BaseType!.GetGenericArguments()), feed)!;
}
