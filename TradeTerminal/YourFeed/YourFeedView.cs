using System.Collections.Immutable;
using TradeTerminal.Controls;
using TradeTerminal.Ingest;

namespace TradeTerminal.YourFeed;

/// <summary>What is looked at, as the address has it: <c>/your-feed?topic=md.trades&amp;feed=quotes</c>.</summary>
/// <param name="Topic">Null for none yet.</param>
/// <param name="Feed">By name.</param>
public sealed record YourFeedView(string? Topic, string Feed)
{
    public const string MainFeed = "trades";

    public static readonly YourFeedView Default = new(null, MainFeed);

    public ImmutableArray<string> Problems { get; init; } = [];

    public string Uri
    {
        get
        {
            string?[] parts =
            [
                Topic is null ? null : $"topic={System.Uri.EscapeDataString(Topic)}",
                Feed == MainFeed ? null : $"feed={Feed}",
            ];
            var query = string.Join('&', parts.Where(part => part is not null));
            return query.Length == 0 ? "/your-feed" : $"/your-feed?{query}";
        }
    }

    public static YourFeedView Parse(string? topic, string? feed)
    {
        var known = FeedCatalog.All.Select(one => one.Name).ToList();
        var found = known.Find(name => name == feed);
        return new YourFeedView(string.IsNullOrWhiteSpace(topic) ? null : topic.Trim(), found ?? MainFeed)
        {
            Problems = found is null && !string.IsNullOrWhiteSpace(feed)
                ? [$"feed={Format.Quoted(feed)} must be one of {string.Join(", ", known)}"] : [],
        };
    }
}
