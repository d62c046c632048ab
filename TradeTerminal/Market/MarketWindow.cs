using System.Collections.Immutable;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>The newest trades of a choice of tickers, newest first, and their figures.</summary>
public sealed class MarketWindow(ImmutableArray<Trade> trades)
{
    public ImmutableArray<Trade> Trades { get; } = trades;

    public WindowFigures Figures { get; } = WindowFigures.Of(trades.AsSpan());

    /// <summary>Volume by ticker within the window, largest first.</summary>
    public ImmutableArray<TickerVolume> Volumes { get; } =
    [
        .. trades
            .GroupBy(trade => trade.Ticker)
            .Select(group => new TickerVolume(
                group.Key,
                group.Sum(trade => trade.Side == Side.Buy ? trade.Volume : 0m),
                group.Sum(trade => trade.Side == Side.Sell ? trade.Volume : 0m),
                group.Sum(trade => trade.Side == Side.Unknown ? trade.Volume : 0m)))
            .OrderByDescending(volume => volume.Total)
            .ThenBy(volume => volume.Symbol, StringComparer.Ordinal),
    ];
}

/// <summary>Bought and sold volume of one ticker, and that of trades without a side.</summary>
public sealed record TickerVolume(string Symbol, decimal Bought, decimal Sold, decimal Unknown = 0)
{
    public decimal Total => Bought + Sold + Unknown;
}
