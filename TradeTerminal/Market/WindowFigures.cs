using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// Figures over the newest N trades of the chosen tickers. <see cref="AveragePrice"/> is the plain mean of
/// prices, <see cref="Vwap"/> = Σ price × volume / Σ volume; both null without trades.
/// <see cref="BuyShare"/> is the bought part of the volume, 0 to 1. Equal volumes: the first in alphabet is
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

        var (prices, volume, bought, notional) = (0m, 0m, 0m, Int128.Zero);
        var byTicker = new Dictionary<string, decimal>();
        foreach (ref readonly var trade in trades)
        {
            prices += trade.Price;
            volume += trade.Volume;
            notional += trade.NotionalE8;
            bought += trade.Side == Side.Buy ? trade.Volume : 0;
            byTicker[trade.Ticker] = byTicker.GetValueOrDefault(trade.Ticker) + trade.Volume;
        }

        var mostActive = byTicker.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Key;
        // Rounded to 8 decimals; a decimal could not hold the sum before it is divided.
        var vwap = (decimal)((notional + ((Int128)volume / 2)) / (Int128)volume) / Trade.NotionalUnits;
        return new WindowFigures(trades.Length, prices / trades.Length, volume, mostActive, vwap, bought / volume);
    }
}
