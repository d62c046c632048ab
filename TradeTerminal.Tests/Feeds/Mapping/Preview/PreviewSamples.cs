using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Ingest.Feeds.Mapping.Preview;

namespace TradeTerminal.Tests.Feeds.Mapping.Preview;

/// <summary>Topics as they might be, and the settings that a preview prints read back.</summary>
internal static class PreviewSamples
{
    internal static Feed Feed(string name) => FeedCatalog.All.First(feed => feed.Name == name);

    internal static TopicSample Topic(IEnumerable<byte[]> payloads) => new(
        "md", 2, 0, [.. payloads.Select((payload, at) =>
            new SampleMessage(at % 2, at / 2, MappingSamples.Now.AddSeconds(-500 + at), payload, payload.Length))]);

    /// <summary>Twenty messages: <c>#</c> is their number, <c>$</c> one of three symbols, <c>@</c> seconds, <c>%</c> one of two
    /// sides.</summary>
    internal static TopicSample Topic(string template, string buy = "B", string sell = "S", int count = 20) =>
        Topic(Enumerable.Range(0, count)
        .Select(at => Encoding.UTF8.GetBytes(template
            .Replace("#", (7001 + at).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("$", $"FOO{(char)('A' + (at % 3))}", StringComparison.Ordinal)
            .Replace("@", (1772375400L + at).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("%", at % 2 == 0 ? buy : sell, StringComparison.Ordinal))));

    internal static FeedPreview Guess(string feed, TopicSample topic) => FeedPreview.Of(Feed(feed), topic, MappingSamples.Now);

    /// <summary>What the start of a terminal makes of the settings that are to be pasted.</summary>
    internal static FeedMapping? Pasted(FeedPreview preview)
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes(preview.Json));
        var settings = new ConfigurationBuilder().AddJsonStream(json).Build().GetSection($"Feeds:{preview.Feed.Section}");
        Assert.Equal(preview.Sample.Topic, settings["Topic"]);
        var (mapping, problems) = MappingSettings.Of(settings, preview.Feed);
        Assert.Empty(problems);
        return mapping;
    }

    /// <summary>The settings without the topic, one after the other.</summary>
    internal static string Settings(FeedPreview preview) =>
        string.Join("; ", preview.Settings.Where(pair => pair.Key != "Topic").Select(pair => $"{pair.Key}={pair.Value}"));
}
