namespace TradeTerminal.Market.Gaps;

/// <summary>What one ticker did meanwhile. <see cref="From"/> is its last price before, or its first where it had none.</summary>
public sealed record DigestMove(
    string Ticker, decimal From, decimal To, decimal High, decimal Low, long Trades, decimal Volume, DateTime LastAt)
{
    /// <summary>Share of one.</summary>
    public decimal Change => (To - From) / From;
}
