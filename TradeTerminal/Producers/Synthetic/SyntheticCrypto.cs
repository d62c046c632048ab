using TradeTerminal.Ingest.Prices;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>Ticks of crypto currencies for which no market is asked: each says that it is synthetic.</summary>
internal sealed class SyntheticCrypto(IReadOnlyList<string> symbols) : ISyntheticFeed
{
    private const double AnnualVolatility = 0.55;

    private readonly (string Symbol, int Start, SharedPrice Price)[] _coins =
    [
        .. symbols.Select(symbol => (
            symbol, HybridPrice.StartOf(symbol), new SharedPrice(symbol, HybridPrice.StartOf(symbol), AnnualVolatility, common: 0.1))),
    ];

    public IReadOnlyList<PriceSource> Sources { get; } =
        [.. symbols.Select(symbol => new PriceSource(symbol, PriceOrigin.Synthetic, null, null))];

    public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
    {
        foreach (var (symbol, start, price) in _coins)
        {
            var now = decimal.Round((decimal)price.Next(utcNow), start > 100 ? 2 : 4);
            events.Add(new SyntheticEvent(symbol, HybridCrypto.Tick(symbol, now, PriceOrigin.Synthetic, null, utcNow)));
        }
    }
}
