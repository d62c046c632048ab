using TradeTerminal.Ingest.Trades;
using TradeTerminal.Producers.Synthetic.Prices;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// Trades that behave like a market: buyers pay a little more than the price of the ticker, sellers get a little
/// less, in cents; three of four are round lots, larger when the market is busy, and a few are blocks. Deterministic with a seed: one
/// seed, one sequence.
/// </summary>
public sealed class SyntheticMarket
{
    private const double HalfSpread = 0.00004;

    /// <summary>Between two trades of a ticker in a market of the run's own.</summary>
    private const double SecondsATrade = 1;

    private const double OddLots = 0.25;
    private const double Blocks = 0.06;
    private const int Lot = 100;
    private const int MostLots = 10;

    private readonly Random _random;
    private readonly bool _isShared;
    private readonly (string Ticker, ISymbolPrice Price)[] _tickers;

    public SyntheticMarket(IReadOnlyList<string> tickers, int seed)
    {
        _random = SharedMarket.DiceOf(seed);
        _isShared = SharedMarket.Is(seed);
        _tickers = [.. tickers.Select(ticker => (ticker, Equity.Of(ticker).In(seed, _random, 1, SecondsATrade)))];
    }

    public static IReadOnlyList<string> DefaultTickers { get; } = ["AAPL", "MSFT", "GOOGL", "AMZN", "TSLA", "META", "NVDA"];

    public SyntheticTrade Next(DateTime utcNow)
    {
        var (ticker, price) = _tickers[_random.Next(_tickers.Length)];
        var side = _random.Next(2) == 0 ? Side.Buy : Side.Sell;
        var away = HalfSpread * _random.NextDouble() * (side == Side.Buy ? 1 : -1);
        var paid = Math.Max(0.01m, decimal.Round((decimal)(price.Next(utcNow) * (1 + away)), 2));
        return new SyntheticTrade(Guid.CreateVersion7(new DateTimeOffset(utcNow)), ticker, paid, Volume(utcNow), side, utcNow);
    }

    private int Volume(DateTime utcNow)
    {
        if (_random.NextDouble() < OddLots)
        {
            return _random.Next(1, Lot);
        }

        if (_random.NextDouble() < Blocks)
        {
            return Lot * _random.Next(MostLots / 2, MostLots + 1);
        }

        var activity = _isShared ? TradingDay.Activity(utcNow) : 1;
        var lots = 1 - (Math.Log(1 - _random.NextDouble()) * (0.3 + (2 * activity)));
        return Lot * (int)Math.Min(lots, MostLots);
    }
}
