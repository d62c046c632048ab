using System.Globalization;

namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// Where the database stands in one partition, and what became of the offsets passed since <see cref="StartOffset"/>:
/// <c>next − start = accepted + duplicates + rejected + skipped + ignored</c>. Each of the counts was counted by itself, none of them is
/// what is left over.
/// </summary>
public sealed record StoredOffset(int Partition, long StartOffset, long NextOffset)
{
    /// <summary>When its counts began, UTC.</summary>
    public DateTime BeganAt { get; init; }

    public long Accepted { get; init; }

    public long Duplicates { get; init; }

    public long Rejected { get; init; }

    /// <summary>Offsets without a message for us: the three below.</summary>
    public long Skipped { get; init; }

    /// <summary>Messages that are not for the feed, by its mapping.</summary>
    public long Ignored { get; init; }

    /// <summary>Deleted from the log before they were read.</summary>
    public long Gone { get; init; }

    /// <summary>Nothing is there: a transaction's marker or aborted record, or what compaction took.</summary>
    public long Empty => Skipped - Gone - Unexplained;

    /// <summary>Passed as if nothing were there, and the log, asked again, has a message.</summary>
    public long Unexplained { get; init; }

    /// <summary>The offset of the last of <see cref="Unexplained"/>; null when there is none.</summary>
    public long? UnexplainedAt { get; init; }

    /// <summary>Kafka's id of the topic these offsets are of; null when it gave none.</summary>
    public string? TopicId { get; init; }

    /// <summary>What the self-check has to say against it, in words; null when all is well.</summary>
    public string? Doubt
    {
        get
        {
            var passed = NextOffset - StartOffset;
            var missing = passed - Accepted - Duplicates - Rejected - Skipped - Ignored;
            return missing > 0 ? string.Create(CultureInfo.InvariantCulture, $"{missing:N0} of {passed:N0} not accounted for")
                : missing < 0 ? string.Create(CultureInfo.InvariantCulture, $"{-missing:N0} more counted than the {passed:N0} passed")
                : Unexplained > 0 ? string.Create(
                    CultureInfo.InvariantCulture, $"{Unexplained:N0} of {passed:N0} passed unread, the last at offset {UnexplainedAt:N0}")
                : long.Min(long.Min(Accepted, Duplicates), long.Min(long.Min(Rejected, Ignored), Empty)) < 0 ? "a count is below zero"
                : null;
        }
    }
}
