using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// Figures over the newest N trades of the chosen tickers. <see cref="AveragePrice"/> is the plain mean of
/// prices, <see cref="Vwap"/> = Σ price × volume / Σ volume; both null without trades.
/// <see cref="BuyShare"/> is the bought part of the volume that has a side, 0 to 1; null where none has. Equal volumes: the first in alphabet is
/// most active.
/// </summary>
public sealed record WindowFigures(
    int Trades,
    decimal? AveragePrice,
    decimal TotalVolume,
    string? MostActiveTicker,
    decimal? Vwap,
    decimal? BuyShare)
{
    public static WindowFigures Of(ReadOnlySpan<Trade> trades)
    {
        if (trades.IsEmpty)
        {
            return new WindowFigures(0, null, 0, null, null, null);
        }

        var (prices, volume, bought, sold) = (0m, 0m, 0m, 0m);
        var notional = default(ExactSum);
        var byTicker = new Dictionary<string, decimal>();
        foreach (ref readonly var trade in trades)
        {
            prices += trade.Price;
            volume += trade.Volume;
            notional.AddProduct(trade.Price, trade.Volume);
            bought += trade.Side == Side.Buy ? trade.Volume : 0;
            sold += trade.Side == Side.Sell ? trade.Volume : 0;
            byTicker[trade.Ticker] = byTicker.GetValueOrDefault(trade.Ticker) + trade.Volume;
        }

        var mostActive = byTicker.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key;
        return new WindowFigures(
            trades.Length, prices / trades.Length, volume, mostActive, InstrumentDecimals.Rounded(notional.Over(ExactSum.Of(volume))),
            bought + sold > 0 ? bought / (bought + sold) : null);
    }
}
