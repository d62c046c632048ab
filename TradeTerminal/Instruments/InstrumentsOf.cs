using System.Collections.Immutable;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;
using TradeTerminal.Market.Symbols;

namespace TradeTerminal.Instruments;

/// <summary>What a bare name stands for.</summary>
internal static class InstrumentsOf
{
    /// <summary>
    /// Every instrument with this symbol that the screens hold or that is stored: trades first, then the other feeds in their
    /// order, all venues together before each of them.
    /// </summary>
    public static ImmutableArray<Instrument> Symbol(MarketSnapshot market, SymbolNames stored, string symbol)
    {
        var held = market.Instruments.Where(one => one.Symbol == symbol).Select(one => one.Instrument);
        var known = PricedFeeds.All.Select(feed => new Instrument(feed, symbol))
            .Where(one => one.IsTraded && market.Find(symbol) is not null || stored.Has(one));
        return [.. known.Concat(held).Distinct().Order(Instrument.Order)];
    }
}
