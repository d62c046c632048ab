namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>What arbitrage has spoken about for one symbol and one way through two venues.</summary>
internal sealed class PairState(string buy, string sell)
{
    public Latch Edge;

    /// <summary>The venue whose ask is taken.</summary>
    public string Buy { get; } = buy;

    /// <summary>The venue whose bid is hit.</summary>
    public string Sell { get; } = sell;
}
