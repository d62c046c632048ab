using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// Twenty traders with one to four positions each that evolve: a step is two seconds of the market, in which
/// each trader looks at one position, trades in it three times out of ten, and reports it.
/// </summary>
/// <remarks>
/// A trader aims at a value it has an appetite for, mostly far below 500,000; one in twenty-five aims higher.
/// The P&amp;L reported is that of what is held: (price − average) × size; realized is that of the UTC day. Stress makes prices move more and,
/// up to ten times, the appetites larger.
/// </remarks>
internal sealed class SyntheticTraders : ISyntheticFeed
{
    public const int Count = 20;
    public const int MostPositions = 4;

    /// <summary>Seed of what the traders of the shared market hold: a few of them go over the limits of the rules now and then.</summary>
    private const int Portfolios = 13;
    private const double SharedAppetite = 1.6;

    private const double TradeChance = 0.3;
    private const decimal LargestAppetiteStress = 10;

    private readonly Random _random;
    private readonly Holdable[] _markets;
    private readonly Holding[][] _traders;
    private DateOnly? _day;

    public SyntheticTraders(IReadOnlyList<string> symbols, int seed, decimal stress)
    {
        _random = SharedMarket.DiceOf(seed);
        _markets = [.. symbols.Select(symbol => new Holdable(symbol, Equity.Of(symbol).In(seed, _random, stress, 2)))];
        var appetite = (double)Math.Min(stress, LargestAppetiteStress) * (SharedMarket.Is(seed) ? SharedAppetite : 1);
        // In the shared market a trader holds the same symbols in every run: none is left behind.
        var portfolios = SharedMarket.Is(seed) ? new Random(Portfolios) : _random;
        _traders = [.. Enumerable.Range(0, Count).Select(_ => Portfolio(appetite, portfolios))];
    }

    public static string Name(int index) => $"TRADER_{index + 1:000}";

    public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
    {
        foreach (var market in _markets)
        {
            market.Walk.Next(utcNow);
        }

        if (DateOnly.FromDateTime(utcNow) is var day && day != _day)
        {
            foreach (var holding in _traders.SelectMany(holdings => holdings))
            {
                if (_day is null)
                {
                    Trade(holding, 1);
                }

                holding.Position.BeginDay();
            }

            _day = day;
        }

        var at = WireText.UnixMilliseconds(utcNow);
        for (var i = 0; i < _traders.Length; i++)
        {
            var holding = _traders[i][_random.Next(_traders[i].Length)];
            if (_random.NextDouble() < TradeChance)
            {
                Trade(holding, 0.1 + (0.4 * _random.NextDouble()));
            }

            events.Add(new SyntheticEvent(Name(i), Report(Name(i), holding, at)));
        }
    }

    private Holding[] Portfolio(double appetite, Random random)
    {
        var markets = _markets.ToArray();
        random.Shuffle(markets);
        return [.. markets.Take(random.Next(1, MostPositions + 1))
            .Select(market => new Holding(market, appetite * 40_000 * (1 + (13 * Math.Pow(random.NextDouble(), 3)))))];
    }

    /// <summary>Goes a part of the way from what is held to a new aim, long or short.</summary>
    private void Trade(Holding holding, double part)
    {
        var price = holding.Market.Price;
        var aim = holding.Appetite * ((2 * _random.NextDouble()) - 1) / (double)price;
        holding.Position.Trade((long)((aim - holding.Position.Size) * part), price);
    }

    private static byte[] Report(string trader, Holding holding, long at)
    {
        var position = holding.Position;
        return WireText.Json(
            $$"""{"trader_id":"{{trader}}","symbol":"{{holding.Market.Symbol}}","position_size":{{position.Size}},"avg_price":{{position.AveragePrice}},"current_pnl":{{position.Pnl(holding.Market.Price)}},"realized_pnl":{{position.Realized}},"timestamp":{{at}}}""");
    }

    private sealed class Holdable(string symbol, ISymbolPrice walk)
    {
        public string Symbol => symbol;

        public ISymbolPrice Walk => walk;

        public decimal Price => decimal.Round((decimal)walk.Price, 2);
    }

    private sealed record Holding(Holdable Market, double Appetite)
    {
        public SyntheticPosition Position { get; } = new();
    }
}
