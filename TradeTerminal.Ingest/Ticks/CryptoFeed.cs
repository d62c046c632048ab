using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Ingest.Ticks;

/// <summary>Prices of crypto currencies, each saying whether it is real.</summary>
internal sealed class CryptoFeed() : Feed<Tick>("crypto", "Crypto", "crypto_prices")
{
    internal override IEventStore<Tick> Store { get; } = TickTable.Of("crypto_ticks");

    internal override PriceColumns Prices { get; } = TickTable.Prices;

    internal override Func<Tick, PricePoint?> PriceOf => PricePoint.Of;

    internal override IFeedParser<Tick> CreateParser(bool anySign = false) => new CryptoParser(anySign);

    internal override IReadOnlyList<IFeedFold<Tick>> CreateFolds(IServiceProvider services) =>
        [AlertFolds.Create(services, TickRules.Crypto())];
}
