using Microsoft.Extensions.Configuration;

namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>Settings of a feed that are being tried.</summary>
/// <param name="Entries">Of the mapping; empty for our own shape.</param>
/// <param name="AnySign">Prices of 0 and below are taken.</param>
internal sealed record MappingDraft(MappingEntries Entries, bool AnySign)
{
    public static MappingDraft OurOwn { get; } = new(new MappingEntries(), false);

    /// <summary>The same with one field as it is given here, in place of what is set of it.</summary>
    public MappingDraft With(FieldEntry field) => this with
    {
        Entries = Entries with
        {
            Fields = [.. Entries.Fields.Where(entry => !entry.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase)), field],
        },
    };

    /// <summary>The options that a feed gets of these settings where they are pasted, or what is wrong with them.</summary>
    public (FeedOptions? Options, IReadOnlyList<(string Key, string Problem)> Problems) Compile(Feed feed)
    {
        // By way of the settings' text, so that what is judged is what is printed.
        var path = $"Feeds:{feed.Section}";
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(MappingText.Pairs(null, Entries, AnySign)
            .Select(pair => KeyValuePair.Create($"{path}:{pair.Key}", pair.Value)))
            .Build().GetSection(path);
        var (mapping, problems) = MappingSettings.Of(settings, feed);
        return problems.Count > 0 ? (null, problems) : (new FeedOptions { AnySign = AnySign, Mapping = mapping }, []);
    }
}
