namespace TradeTerminal.Ingest.Prices;

/// <summary>What the prices of a batch add to a stored minute candle. The sum of prices, of which means are made, is kept nowhere
/// else.</summary>
internal sealed class MinuteFold(string symbol, DateTime bucket)
{
    private PriceSum _prices;

    public string Symbol { get; } = symbol;

    public CandleFold Candle { get; } = new(bucket);

    public PriceSum Prices => _prices;

    /// <param name="mark">The price and where it stands in the order.</param>
    /// <param name="volume">What changed hands at it; 0 where the feed does not say.</param>
    /// <param name="notionalE8">Price × volume in units of 1e-8.</param>
    public void Add(in PriceMark mark, decimal volume, Int128 notionalE8)
    {
        Candle.Add(mark, volume, notionalE8);
        _prices.Add(mark.Price);
    }
}
