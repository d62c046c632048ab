using Microsoft.Extensions.Options;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Mapping.Preview;

namespace TradeTerminal.YourFeed;

/// <summary>What the settings this terminal runs with mean for those that would be pasted beside them.</summary>
internal static class TopicReaders
{
    /// <summary>The same, saying so where another feed has the topic, and where what is set now would stay beside what is pasted.</summary>
    public static FeedPreview Told(this FeedPreview preview, IOptionsMonitor<FeedOptions> settings, IConfiguration configuration)
    {
        var notes = new List<string>();
        if (FeedCatalog.All.FirstOrDefault(feed => feed != preview.Feed && settings.Get(feed.Section).Topic == preview.Sample.Topic) is { } other)
        {
            notes.Add($"It is the topic of feed {other.Name}: a topic is one feed's, so set Feeds:{other.Section}:Topic to another before you paste.");
        }

        var section = configuration.GetSection($"Feeds:{preview.Feed.Section}");
        var pasted = preview.Settings.Select(pair => pair.Key).Append(nameof(FeedOptions.Topic)).Append(nameof(FeedOptions.Enabled))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] staying = [.. section.AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Value is not null && !pasted.Contains(pair.Key) && !section.GetSection(pair.Key).GetChildren().Any())
            .Select(pair => $"{section.Path}:{pair.Key}").Order(StringComparer.Ordinal)];
        if (staying.Length > 0)
        {
            notes.Add($"Set now and not among these: take away {string.Join(", ", staying)}, or they stay in force beside what you paste.");
        }

        return notes.Count == 0 ? preview : preview with { Notes = [.. notes, .. preview.Notes] };
    }
}
