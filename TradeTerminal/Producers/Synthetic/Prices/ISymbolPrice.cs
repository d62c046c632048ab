namespace TradeTerminal.Producers.Synthetic.Prices;

/// <summary>Where the price of a made-up symbol goes.</summary>
internal interface ISymbolPrice
{
    double Price { get; }

    /// <summary>Goes to this moment, or, where a run has a market of its own, one step on.</summary>
    double Next(DateTime utcNow);
}
