using System.Collections.Immutable;

namespace TradeTerminal.Ingest.Deletions;

/// <summary>What operators have deleted, at one moment; immutable.</summary>
/// <param name="Newest">Those that go on, the oldest first, then the newest; at most <see cref="Most"/>.</param>
/// <param name="EventsByFeed">Of all there ever were.</param>
/// <param name="Ended">How many are done.</param>
public sealed record DeletionLog(
    ImmutableArray<SymbolDeletion> Newest, IReadOnlyDictionary<string, long> EventsByFeed, long Ended)
{
    public const int Most = 100;

    public static DeletionLog Empty { get; } = new([], new Dictionary<string, long>(), 0);

    /// <summary>Events of the feed that were stored and are no longer.</summary>
    public long EventsOf(string feed) => EventsByFeed.GetValueOrDefault(feed);
}
