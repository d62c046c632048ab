using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Changes;

/// <summary>
/// The trades one transaction made durable, duplicates left out, in the order they were read.
/// </summary>
public sealed record CommittedBatch(FeedKey Feed, IReadOnlyList<Trade> Trades, DateTimeOffset CommittedAt)
{
    /// <summary>What was passed in the log. A listener that has not come as far as a beginning has missed something.</summary>
    public IReadOnlyList<OffsetRange> Ranges { get; init; } = [];
}

/// <summary>The offsets of one partition from <see cref="From"/> to before <see cref="To"/>.</summary>
public readonly record struct OffsetRange(int Partition, long From, long To);
