using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// Ticks of crypto currencies, one per symbol and step, each with its origin and the time of the real price
/// behind it. Asks the market from the moment it is made until it is disposed.
/// </summary>
internal sealed class HybridCrypto : ISyntheticFeed, IDisposable
{
    private readonly (HybridPrice Hybrid, CryptoSource Market)[] _coins;
    private IReadOnlyList<PriceSource> _sources = [];

    /// <exception cref="ArgumentException">The endpoint's path is none.</exception>
    public HybridCrypto(IReadOnlyList<string> symbols, int seed, CryptoOptions options, TimeProvider time)
    {
        var endpoint = CryptoEndpoint.Of(options);
        var path = JsonPath.TryParse(endpoint.Path, out var parsed)
            ? parsed
            : throw new ArgumentException($"'{endpoint.Path}' is no path into JSON.", nameof(options));
        _coins = [.. symbols.Select((symbol, i) => (
            new HybridPrice(symbol, unchecked(seed + i)), new CryptoSource(endpoint.Address(symbol), path, options, time)))];
    }

    public IReadOnlyList<PriceSource> Sources => Volatile.Read(ref _sources);

    public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
    {
        var sources = new List<PriceSource>(_coins.Length);
        foreach (var (hybrid, market) in _coins)
        {
            var real = market.Latest;
            var (price, origin) = hybrid.Next(real);
            events.Add(new SyntheticEvent(hybrid.Symbol, Tick(hybrid.Symbol, price, origin, real, utcNow)));
            sources.Add(new PriceSource(hybrid.Symbol, origin, real, market.Problem));
        }

        Volatile.Write(ref _sources, sources);
    }

    public void Dispose()
    {
        foreach (var (_, market) in _coins)
        {
            market.Dispose();
        }
    }

    /// <summary><c>real_timestamp</c> has the form of <c>timestamp</c>, Unix seconds; a synthetic tick has none.</summary>
    public static byte[] Tick(string symbol, decimal price, PriceOrigin origin, RealPrice? real, DateTime utcNow)
    {
        var at = WireText.UnixSeconds(utcNow);
        return real is null
            ? WireText.Json($$"""{"symbol":"{{symbol}}","price":{{price}},"timestamp":{{at}},"origin":"synthetic"}""")
            : WireText.Json(
                $$"""{"symbol":"{{symbol}}","price":{{price}},"timestamp":{{at}},"origin":"{{(origin == PriceOrigin.Real ? "real" : "jittered")}}","real_timestamp":{{WireText.UnixSeconds(real.At.UtcDateTime)}}}""");
    }
}
