using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Ingest.Trades;

/// <summary>The main feed: what traded, at what price, how much.</summary>
internal sealed class TradesFeed() : Feed<Trade>("trades", "Trades", "orders")
{
    internal override TimeSpan EmbeddedWait { get; } = TimeSpan.FromMilliseconds(10);

    internal override IEventStore<Trade> Store => new TradeStore();

    internal override PriceColumns Prices { get; } = new("ticker", "price", "volume");

    internal override IFeedParser<Trade> CreateParser(bool anySign = false) => new TradeParser(anySign);

    internal override IReadOnlyList<IFeedFold<Trade>> CreateFolds(IServiceProvider services) =>
        [new TradeCandles(), AlertFolds.Create(services, new TradeRules())];
}
