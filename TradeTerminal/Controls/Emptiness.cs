using TradeTerminal.History;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Market.Health;
using TradeTerminal.Market;
using TradeTerminal.YourFeed;

namespace TradeTerminal.Controls;

/// <summary>Why there is nothing to draw, and the next step.</summary>
public sealed record Emptiness(string Title, string Step, string? Href = null, string? Link = null)
{
    /// <summary>Null when the chosen tickers have trades to show.</summary>
    public static Emptiness? Of(TickerFilter filter, MarketSnapshot market, FeedHealth feed, KafkaEndpoint kafka, FeedStatus trades)
    {
        if (filter.IsNone)
        {
            return new Emptiness("No ticker chosen", "Choose tickers at the top, or", "/", "show all tickers");
        }

        if (market.Chosen(filter).Any())
        {
            return null;
        }

        if (!market.Tickers.IsEmpty)
        {
            return new Emptiness($"No trades of {Format.Tickers(filter)} yet",
                "They appear here by themselves, or", "/", "show all tickers");
        }

        var topic = trades.Topic;
        if (!kafka.IsEmbedded && trades.Phase == FeedPhase.WaitingForTopic)
        {
            return new Emptiness(
                $"No topic “{topic}” yet", $"{kafka.BootstrapServers} has none of that name. If your trades are in another topic,",
                YourFeedView.Default.Uri, "choose it from those there are and see how it would be read");
        }

        if (trades is { Phase: FeedPhase.Running, Accepted: 0, Rejected: > 0 })
        {
            return new Emptiness(
                $"None of {Format.Count(trades.Rejected)} messages in “{topic}” could be taken", "They are not as this feed is set to read them:",
                (YourFeedView.Default with { Topic = topic }).Uri, "see what they look like, and the settings that read them");
        }

        if (feed.State == FeedState.Down)
        {
            return new Emptiness(
                "Trades can't be shown now", $"{Sentence(feed.Reason)} They appear by themselves as soon as this is mended.");
        }

        return feed.State == FeedState.Lagging || feed.Age is not null
            ? new Emptiness("No trades on the screen yet", "Some wait in Kafka or are just being stored: they appear by themselves.")
            : new Emptiness(
                "No trades yet",
                $"Send trades to topic “{topic}” at {kafka.BootstrapServers}, or",
                "/producer",
                "start the bundled producer");
    }

    /// <summary>Null when the ticker has traded.</summary>
    public static Emptiness? OfChart(string? ticker, MarketSnapshot market) =>
        ticker is null || market.Find(ticker) is not null
            ? null
            : new Emptiness($"No trades of {ticker} yet",
                "Candles appear with the first trade. Choose another ticker, or", "/", "show all tickers");

    /// <summary>For one of several charts, for which there is no other symbol.</summary>
    /// <param name="ofAll">Why nothing is shown anywhere; null when there is something.</param>
    public static Emptiness OfPlace(Emptiness? ofAll) =>
        ofAll ?? new Emptiness("No other ticker to show", "Choose a symbol above: any that is stored, of whatever feed. Or show fewer charts.");

    /// <summary>For tickers that are stored and not among the <paramref name="held"/> whose newest trades the screens hold.</summary>
    public static Emptiness OfQuiet(TickerFilter filter, int held) => new(
        $"{Format.Tickers(filter)}: not among the newest",
        $"The live screens hold the {Format.Count(held)} tickers that traded last. Stored trades are in",
        new HistoryView { Tickers = filter.TradedText }.Uri,
        "History");

    /// <summary>For a chart of another feed that has no price of it.</summary>
    public static Emptiness OfOther(Instrument instrument) => new(
        $"No prices of {Format.Instrument(instrument)} yet",
        "Candles appear with the first price. Choose another symbol, or",
        "/market",
        "look at the whole market");

    private static string Sentence(string reason) =>
        reason.Length == 0 ? "" : $"{char.ToUpperInvariant(reason[0])}{reason[1..]}{(reason.EndsWith('.') ? "" : ".")}";
}
