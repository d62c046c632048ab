namespace TradeTerminal.Ingest.Feeds;

/// <summary>Gives each valid name of a kind one string, so that a million messages about it allocate one.</summary>
internal interface ITextTable
{
    /// <summary>What a name must be, as the end of a sentence.</summary>
    string Rule { get; }

    /// <summary>Null when <paramref name="text"/> is no valid name.</summary>
    string? Find(ReadOnlySpan<byte> text);
}
