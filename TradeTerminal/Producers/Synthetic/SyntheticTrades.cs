namespace TradeTerminal.Producers.Synthetic;

/// <summary>The trades of a <see cref="SyntheticMarket"/> as messages; a step is one trade.</summary>
internal sealed class SyntheticTrades(IReadOnlyList<string> tickers, int seed) : ISyntheticFeed
{
    private readonly SyntheticMarket _market = new(tickers, seed);

    public void Advance(DateTime utcNow, ICollection<SyntheticEvent> events)
    {
        var trade = _market.Next(utcNow);
        events.Add(new SyntheticEvent(trade.Ticker, TradeEncoding.Encode(trade)));
    }
}
