using System.Diagnostics;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Changes;

/// <summary>What one transaction made durable.</summary>
public record CommittedBatch(FeedKey Feed, DateTimeOffset CommittedAt)
{
    /// <summary>As in the catalog, such as <c>crypto</c>: two feeds may have events of one type.</summary>
    public string FeedName { get; init; } = "";

    /// <summary>What was passed in the log. A listener that has not come as far as a beginning has missed something.</summary>
    public IReadOnlyList<OffsetRange> Ranges { get; init; } = [];

    /// <summary>Raised by the events of the batch, in the order they were read.</summary>
    public IReadOnlyList<Alert> Alerts { get; init; } = [];

    /// <summary>The span of the transaction; none where it is not traced.</summary>
    public ActivityContext Trace { get; init; }

    internal virtual int EventCount => 0;
}

/// <summary>The new events of one feed, duplicates left out, in the order they were read.</summary>
public sealed record CommittedBatch<TEvent>(FeedKey Feed, IReadOnlyList<TEvent> Events, DateTimeOffset CommittedAt)
    : CommittedBatch(Feed, CommittedAt)
{
    internal override int EventCount => Events.Count;
}

/// <summary>The offsets of one partition from <see cref="From"/> to before <see cref="To"/>.</summary>
public readonly record struct OffsetRange(int Partition, long From, long To);
