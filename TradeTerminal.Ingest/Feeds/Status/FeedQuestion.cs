using System.Collections.Immutable;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// A feed whose messages have no ids stands beyond the end of its log, and nothing tells a log that was cut from a topic
/// made anew: to read it from its beginning may store everything twice, to go on at its end may leave out all of it.
/// </summary>
public sealed record FeedQuestion(ImmutableArray<LostPosition> Partitions)
{
    public string Text =>
        $"the log of {string.Join(", ", Partitions.Select(lost => $"partition {lost.Partition} ends at {lost.High}, before our position {lost.Next}"))}: "
        + "it was cut, or the topic was made anew. Choose: go on at the end, or read it from its beginning, which stores what is in it a second time if it was cut";

    public bool Equals(FeedQuestion? other) => other is not null && Partitions.SequenceEqual(other.Partitions);

    public override int GetHashCode() => Partitions.Length;
}

/// <summary>The stored next offset and what the log holds.</summary>
public sealed record LostPosition(int Partition, long Next, long Low, long High);

/// <summary>Where a feed goes on that has asked.</summary>
public enum ResumeAt
{
    End,
    Start,
}

/// <summary>The feed stops until a person has answered.</summary>
internal sealed class UndecidedException(FeedQuestion question) : Exception(question.Text)
{
    public FeedQuestion Question { get; } = question;
}
