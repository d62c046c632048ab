namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>The settings of a feed about foreign messages, compiled once; immutable.</summary>
internal sealed class FeedMapping
{
    /// <summary>In the order of the feed's fields.</summary>
    public required IReadOnlyList<FieldMapping> Fields { get; init; }

    /// <summary>All of them must hold. They are about what lies around a list of events.</summary>
    public required IReadOnlyList<Condition> OnlyOutside { get; init; }

    /// <summary>The same about the event.</summary>
    public required IReadOnlyList<Condition> Only { get; init; }

    /// <summary>By envelope; null for those that are not taken.</summary>
    public required IReadOnlyList<PointerTree?> Trees { get; init; }

    /// <summary>The envelope is told by its marks; else there is one tree, the first.</summary>
    public required bool HasMarks { get; init; }

    /// <summary>How the envelope was set.</summary>
    public required string Envelope { get; init; }

    /// <summary>A record without content is the last of a deleted row.</summary>
    public bool IgnoresEmpty { get; init; }

    public bool NeedsRecordTime { get; init; }
}
