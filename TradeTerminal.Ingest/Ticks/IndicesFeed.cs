using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Ingest.Ticks;

/// <summary>Levels of the indices.</summary>
internal sealed class IndicesFeed() : Feed<Tick>("indices", "Indices", "market_indices_raw")
{
    internal override IEventStore<Tick> Store { get; } = TickTable.Of("index_ticks");

    internal override PriceColumns Prices { get; } = TickTable.Prices;

    internal override Func<Tick, PricePoint?> PriceOf => PricePoint.Of;

    internal override IFeedParser<Tick> CreateParser(bool anySign = false) => new IndexParser(anySign);

    internal override IReadOnlyList<IFeedFold<Tick>> CreateFolds(IServiceProvider services) =>
        [AlertFolds.Create(services, TickRules.Indices())];
}
