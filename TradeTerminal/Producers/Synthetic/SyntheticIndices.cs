using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>Levels of three stock indices; most of each moves with the whole market of the shares.</summary>
internal sealed class SyntheticIndices : ISyntheticFeed
{
    /// <summary>Where each begins, what it moves in a year, and how much of that with the whole market.</summary>
    internal static readonly (string Name, double Level, double AnnualVolatility, double Common)[] Known =
        [("SP500", 5_900, 0.16, 0.9), ("STOXX600", 510, 0.15, 0.6), ("NIKKEI225", 38_500, 0.20, 0.4)];

    private readonly Random _random;
    private readonly bool _isShared;
    private readonly (string Name, ISymbolPrice Level)[] _indices;

    public SyntheticIndices(int seed)
    {
        _random = SharedMarket.DiceOf(seed);
        _isShared = SharedMarket.Is(seed);
        _indices = [.. Known.Select(index => (index.Name, LevelOf(index.Name, index.Level, index.AnnualVolatility, index.Common)))];
    }

    public static IEnumerable<string> Names => Known.Select(index => index.Name);

    public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
    {
        foreach (var (name, level) in _indices)
        {
            var now = decimal.Round((decimal)level.Next(utcNow), 2);
            var volume = (int)(_random.Next(100_000, 1_000_000) * (_isShared ? TradingDay.Activity(utcNow) : 1));
            events.Add(new SyntheticEvent(name, WireText.Json(
                $$"""{"symbol":"{{name}}","price":{{now}},"volume":{{volume}},"timestamp":"{{WireText.Iso(utcNow)}}"}""")));
        }
    }

    private ISymbolPrice LevelOf(string name, double level, double volatility, double common) => _isShared
        ? new SharedPrice(name, level, volatility, common: common)
        : new PriceWalk(level, volatility / Math.Sqrt(Equity.TradingSeconds), _random);
}
