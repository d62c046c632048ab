using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Gaps;

/// <summary>What one ticker did meanwhile. <see cref="From"/> is its last price before, or its first where it had none.</summary>
public sealed record DigestMove(
    string Ticker, decimal From, decimal To, decimal High, decimal Low, long Trades, decimal Volume, DateTime LastAt)
{
    /// <summary>Share of one; null from a price of 0.</summary>
    public decimal? Change => PriceChange.Of(From, To);
}
