namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// Quotes of shares on three venues. A step is one second of the market and gives one quote per symbol and
/// venue; the venues of a symbol quote around one mid-price.
/// </summary>
/// <remarks>
/// With stress 1 no two quotes of a symbol from the same or from two neighbouring steps make an arbitrage of
/// more than 10 bps: the price moves by 6.6 bps at most, venues differ by 2, and a spread is never under 1.
/// </remarks>
internal sealed class SyntheticQuotes : ISyntheticFeed
{
    private const double VenueBasisPoints = 1;
    private const double SpikeChance = 0.05;
    private const double TrendChance = 0.01;
    private const double StrongestTrend = 0.2;

    private readonly Random _random;
    private readonly decimal _stress;
    private readonly Share[] _shares;

    public SyntheticQuotes(IReadOnlyList<string> symbols, int seed, decimal stress)
    {
        _random = new Random(seed);
        _stress = stress;
        _shares = [.. symbols.Select(symbol => new Share(symbol, Equity.Of(symbol, _random).Walk(1, stress)))];
    }

    public static IReadOnlyList<string> Venues { get; } = ["NYSE", "NASDAQ", "BATS"];

    public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
    {
        var at = WireText.UnixMilliseconds(utcNow);
        foreach (var share in _shares)
        {
            if (_random.NextDouble() < TrendChance)
            {
                share.Trend = StrongestTrend * ((2 * _random.NextDouble()) - 1);
            }

            var mid = share.Walk.Step(_random, share.Trend);
            foreach (var venue in Venues)
            {
                events.Add(new SyntheticEvent(share.Symbol, Quote(share.Symbol, venue, mid, at)));
            }
        }
    }

    private byte[] Quote(string symbol, string venue, double mid, long at)
    {
        var apart = VenueBasisPoints * (double)_stress * ((2 * _random.NextDouble()) - 1) / 10_000;
        var price = (decimal)(mid * Math.Max(1 + apart, 0.5));
        var tick = price >= 10 ? 0.01m : 0.0001m;
        var spread = Spread(price, tick);
        var bid = decimal.Floor((price - (spread / 2)) / tick) * tick;
        var ask = bid + spread;
        var last = bid + (decimal.Floor(spread / 2 / tick) * tick);
        var (bidSize, askSize) = (_random.Next(1_000, 100_000), _random.Next(1_000, 100_000));
        return WireText.Json(
            $$"""{"symbol":"{{symbol}}","exchange":"{{venue}}","price":{{last}},"bid_price":{{bid}},"ask_price":{{ask}},"bid_size":{{bidSize}},"ask_size":{{askSize}},"volume":{{Volume()}},"timestamp":{{at}}}""");
    }

    /// <summary>Whole ticks, 1 to 19 bps of the price: a share of 10 or more is quoted in cents, a cheaper one finer.</summary>
    private decimal Spread(decimal price, decimal tick)
    {
        var least = (int)decimal.Ceiling(price * 0.0001m / tick);
        var most = (int)decimal.Floor(price * 0.0019m / tick);
        return _random.Next(least, most + 1) * tick;
    }

    private int Volume()
    {
        var volume = _random.Next(1_000, 10_000);
        return _random.NextDouble() < SpikeChance ? (int)(volume * (3 + (7 * _random.NextDouble()))) : volume;
    }

    private sealed class Share(string symbol, PriceWalk walk)
    {
        public string Symbol => symbol;

        public PriceWalk Walk => walk;

        public double Trend { get; set; }
    }
}
