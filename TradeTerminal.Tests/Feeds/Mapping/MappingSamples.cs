using Microsoft.Extensions.Configuration;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Feeds.Mapping;

/// <summary>Settings and messages of foreign shapes, and what became of them in words that a test can compare.</summary>
internal static class MappingSamples
{
    internal static readonly DateTime Now = new(2026, 3, 1, 15, 0, 0, DateTimeKind.Utc);

    /// <param name="feed">By name.</param>
    /// <param name="settings">Below the feed, such as <c>Fields:price:From=/p</c>, with semicolons between.</param>
    internal static FeedMapping Mapping(string feed, string settings)
    {
        var known = FeedCatalog.All.First(candidate => candidate.Name == feed);
        var (mapping, problems) = MappingSettings.Of(Section(known, settings), known);
        Assert.True(problems.Count == 0, string.Join("; ", problems));
        return mapping!;
    }

    internal static IConfigurationSection Section(Feed feed, string settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create($"Feeds:{feed.Section}:{pair[0]}", (string?)pair[1])))
        .Build().GetSection($"Feeds:{feed.Section}");

    internal static MappedParser<Trade> Trades(string settings) => new(Mapping("trades", settings), new TradeParser());

    internal static MappedParser<Quote> Quotes(string settings) => new(Mapping("quotes", settings), new QuoteParser());

    /// <summary>The event as ordered names and values, or the reason and the sentence.</summary>
    internal static (RejectReason Reason, string Words, Dictionary<string, object?> Event) Judge(
        string feed, FeedMapping mapping, ReadOnlySpan<byte> message)
    {
        if (feed == "quotes")
        {
            new MappedParser<Quote>(mapping, new QuoteParser()).TryParse(message, Now, out var quote, out var why, out var words);
            return (why, words ?? "", new Dictionary<string, object?>
            {
                ["Symbol"] = quote.Symbol, ["Venue"] = quote.Venue, ["Price"] = quote.Price, ["Bid"] = quote.Bid, ["Ask"] = quote.Ask,
                ["BidSize"] = quote.BidSize, ["AskSize"] = quote.AskSize, ["Volume"] = quote.Volume, ["Time"] = quote.EventTime,
            });
        }

        new MappedParser<Trade>(mapping, new TradeParser()).TryParse(message, Now, out var trade, out var reason, out var detail);
        return (reason, detail ?? "", new Dictionary<string, object?>
        {
            ["Ticker"] = trade.Ticker, ["Price"] = trade.Price, ["Volume"] = trade.Volume, ["Side"] = trade.Side.Code(),
            ["Time"] = trade.ExecutedAt, ["SourceId"] = trade.SourceId,
        });
    }
}
