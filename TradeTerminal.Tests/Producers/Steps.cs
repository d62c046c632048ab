using System.Text;
using System.Text.Json;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Tests.Producers;

/// <summary>What a synthetic feed gives, step by step.</summary>
internal static class Steps
{
    internal static readonly DateTime Start = new(2026, 3, 2, 14, 30, 0, DateTimeKind.Utc);

    /// <summary>A list of events per step; a second lies between two steps.</summary>
    internal static List<List<JsonElement>> Take(ISyntheticFeed feed, int count)
    {
        var steps = new List<List<JsonElement>>();
        for (var i = 0; i < count; i++)
        {
            steps.Add([.. Next(feed, Start.AddSeconds(i)).Select(sent => JsonSerializer.Deserialize<JsonElement>(sent.Value))]);
        }

        return steps;
    }

    internal static List<SyntheticEvent> Next(ISyntheticFeed feed, DateTime at)
    {
        var events = new List<SyntheticEvent>();
        feed.Advance(at, events);
        return events;
    }

    /// <summary>All the text of some steps, to compare.</summary>
    internal static string Text(ISyntheticFeed feed, int count = 50) => string.Join('\n', Enumerable.Range(0, count)
        .SelectMany(i => Next(feed, Start.AddSeconds(i)))
        .Select(sent => $"{sent.Key} {Encoding.UTF8.GetString(sent.Value)}"));

    internal static string Text(this JsonElement json, string field) => json.GetProperty(field).GetString()!;

    internal static decimal Number(this JsonElement json, string field) => json.GetProperty(field).GetDecimal();

    internal static IEnumerable<string> Fields(this JsonElement json) => json.EnumerateObject().Select(field => field.Name);
}
