using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>How one field of ours comes out of a foreign message.</summary>
internal sealed record FieldMapping(Field Field)
{
    /// <summary>Where its parts are; texts are joined, of two numbers it is the middle. Empty for a value that no message has.</summary>
    public int[] Slots { get; init; } = [];

    /// <summary>The pointers as they were set, for messages.</summary>
    public string From { get; init; } = "";

    public byte[]? Const { get; init; }

    public IReadOnlyList<MapEntry> Map { get; init; } = [];

    /// <summary>For a value that is missing, null or not in <see cref="Map"/>.</summary>
    public byte[]? Else { get; init; }

    public Factor? Scale { get; init; }

    public TimeUnit Unit { get; init; }

    /// <summary>The value goes to the judge as it came.</summary>
    public bool IsPlain { get; init; }
}
