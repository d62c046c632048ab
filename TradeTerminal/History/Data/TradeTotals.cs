using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.History.Data;

/// <summary>
/// Sums over the trades of a query. With <see cref="CountedSince"/> the time for counting was up: these are the sums of the
/// trades since then, and there may be more.
/// </summary>
public sealed record TradeTotals(long Rows, decimal Volume, decimal Notional, DateTime? CountedSince)
{
    public static TradeTotals None { get; } = new(0, 0, 0, null);

    /// <summary>Σ price × size / Σ size; null without trades, and past what the sum can hold.</summary>
    public decimal? Vwap => CandleFold.Vwap(Notional, Volume) is { } vwap ? InstrumentDecimals.Rounded(vwap) : null;

    public static TradeTotals Of(IReadOnlyCollection<Trade> trades) => new(
        trades.Count, trades.Sum(trade => trade.Volume),
        Math.Min(trades.Sum(trade => trade.Price * trade.Volume), CandleFold.LargestNotional), null);

    public static TradeTotals operator +(TradeTotals left, TradeTotals right) => left with
    {
        Rows = left.Rows + right.Rows,
        Volume = left.Volume + right.Volume,
        Notional = Math.Min(left.Notional + right.Notional, CandleFold.LargestNotional),
    };
}
