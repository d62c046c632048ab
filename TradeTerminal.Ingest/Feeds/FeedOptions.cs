using TradeTerminal.Ingest.Feeds.Mapping;

namespace TradeTerminal.Ingest.Feeds;

/// <summary>Section <c>Feeds:&lt;Feed&gt;</c>.</summary>
public sealed class FeedOptions
{
    public bool Enabled { get; set; } = true;

    public string Topic { get; set; } = "";

    /// <summary>Prices of 0 and below are taken: spreads, power, rates.</summary>
    public bool AnySign { get; set; }

    /// <summary>How foreign messages are read, compiled from <c>Preset</c>, <c>Fields</c> and so on; null for our own shape.</summary>
    internal FeedMapping? Mapping { get; set; }
}
