namespace TradeTerminal.Producers.Synthetic;

/// <summary>The trades of a <see cref="SyntheticMarket"/> as messages; a step is one trade.</summary>
/// <param name="tickers">Traded equally often.</param>
/// <param name="seed">Of the run.</param>
/// <param name="gathered">How many trades of the market one of them stands for: it has the size of all.</param>
internal sealed class SyntheticTrades(IReadOnlyList<string> tickers, int seed, int gathered = 1) : ISyntheticFeed
{
    private readonly SyntheticMarket _market = new(tickers, seed);

    public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
    {
        var trade = _market.Next(utcNow);
        trade = trade with { Volume = trade.Volume * gathered };
        events.Add(new SyntheticEvent(trade.Ticker, TradeEncoding.Encode(trade)));
    }
}
