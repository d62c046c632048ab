using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// Quotes of shares on three venues. A step is one second of the market and gives one quote per symbol and
/// venue; the venues of a symbol quote around one mid-price.
/// </summary>
/// <remarks>
/// With stress 1 no two quotes of a symbol from the same or from two neighbouring steps make an arbitrage of
/// more than 10 bps: the price moves by 6.6 bps at most, venues differ by 2, and a spread is never under 1. In a market of the run's own
/// one volume in twenty is a spike; in the shared one each symbol has one in four hours, however far apart its steps are.
/// </remarks>
internal sealed class SyntheticQuotes : ISyntheticFeed
{
    private const double VenueBasisPoints = 1;
    private const double SpikeChance = 0.05;
    private const double TrendChance = 0.01;

    private static readonly TimeSpan SpikeEvery = TimeSpan.FromHours(4);

    /// <summary>Of the price in a second, so that quotes of two neighbouring steps make no arbitrage.</summary>
    private const double FarthestMove = 0.00065;

    private readonly Random _random;
    private readonly decimal _stress;
    private readonly bool _isShared;
    private readonly Share[] _shares;

    public SyntheticQuotes(IReadOnlyList<string> symbols, int seed, decimal stress)
    {
        _random = SharedMarket.DiceOf(seed);
        _stress = stress;
        _isShared = SharedMarket.Is(seed);
        _shares = [.. symbols.Select(symbol => new Share(symbol, Equity.Of(symbol).In(seed, _random, stress, 1, TrendChance)))];
    }

    public static IReadOnlyList<string> Venues { get; } = ["NYSE", "NASDAQ", "BATS"];

    public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
    {
        var at = WireText.UnixMilliseconds(utcNow);
        foreach (var share in _shares)
        {
            var spikeChance = _isShared ? SharedMarket.Chance(share.At, utcNow, SpikeEvery) / Venues.Count : SpikeChance;
            var mid = share.Mid(utcNow, FarthestMove * (double)_stress);
            foreach (var venue in Venues)
            {
                events.Add(new SyntheticEvent(share.Symbol, Quote(share.Symbol, venue, mid, spikeChance, at)));
            }
        }
    }

    private byte[] Quote(string symbol, string venue, double mid, double spikeChance, long at)
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
            $$"""{"symbol":"{{symbol}}","exchange":"{{venue}}","price":{{last}},"bid_price":{{bid}},"ask_price":{{ask}},"bid_size":{{bidSize}},"ask_size":{{askSize}},"volume":{{Volume(spikeChance)}},"timestamp":{{at}}}""");
    }

    /// <summary>Whole ticks, 1 to 19 bps of the price: a share of 10 or more is quoted in cents, a cheaper one finer.</summary>
    private decimal Spread(decimal price, decimal tick)
    {
        var least = (int)decimal.Ceiling(price * 0.0001m / tick);
        var most = (int)decimal.Floor(price * 0.0019m / tick);
        return _random.Next(least, most + 1) * tick;
    }

    private int Volume(double spikeChance)
    {
        var volume = _random.Next(1_000, 10_000);
        return _random.NextDouble() < spikeChance ? (int)(volume * (3 + (7 * _random.NextDouble()))) : volume;
    }

    private sealed class Share(string symbol, ISymbolPrice price)
    {
        private double _mid;

        /// <summary>Of the step before.</summary>
        public DateTime At { get; private set; }

        public string Symbol => symbol;

        /// <summary>Follows the price, by so much of itself a second at most.</summary>
        public double Mid(DateTime utcNow, double farthest)
        {
            var reach = _mid * farthest * Math.Max(1, (utcNow - At).TotalSeconds);
            var mid = price.Next(utcNow);
            _mid = _mid == 0 ? mid : Math.Clamp(mid, Math.Max(_mid - reach, 0.01), _mid + reach);
            At = utcNow;
            return _mid;
        }
    }
}
