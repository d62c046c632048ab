namespace TradeTerminal.Ingest.Prices;

/// <summary>What the prices of a batch add to a stored minute candle. The sum of prices, of which means are made, is kept nowhere
/// else.</summary>
internal sealed class MinuteFold(string symbol, DateTime bucket)
{
    private ExactSum _prices;

    public string Symbol { get; } = symbol;

    public CandleFold Candle { get; } = new(bucket);

    public ExactSum Prices => _prices;

    /// <param name="mark">The price and where it stands in the order.</param>
    /// <param name="volume">What changed hands at it; 0 where the feed does not say.</param>
    public void Add(in PriceMark mark, decimal volume)
    {
        Candle.Add(mark, volume);
        _prices.Add(mark.Price);
    }
}
