using System.Collections.Immutable;
using System.Globalization;
using TradeTerminal.Controls;
using TradeTerminal.History;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Tape;

/// <summary>Which trades of the chosen tickers the tape shows. Of a side or a size it looks through the newest 1,000.</summary>
public sealed record TapeFilter(Side? Side, decimal LeastSize)
{
    public static TapeFilter All { get; } = new(null, 0);

    public bool IsAll => Side is null && LeastSize <= 0;

    /// <summary>As the URL has it: <c>sell</c>.</summary>
    public string? SideName => Side?.Code();

    /// <summary>The same trades among all that are stored.</summary>
    public HistoryView InHistory(TickerFilter tickers) => new()
    {
        Tickers = tickers.TradedText is { Length: > 0 } traded ? traded : null,
        Side = SideName,
        SizeFrom = LeastSize > 0 ? LeastSize.ToString(CultureInfo.InvariantCulture) : null,
    };

    /// <summary>The newest trades it lets through, newest first, at most <see cref="MarketSnapshot.DefaultWindow"/>.</summary>
    public ImmutableArray<Trade> Choose(MarketSnapshot market, TickerFilter tickers) =>
        IsAll ? market.Window(tickers).Trades : Choose(market.Window(tickers, MarketSnapshot.LargestWindow).Trades);

    /// <summary>The same of these trades, newest first.</summary>
    public ImmutableArray<Trade> Choose(ImmutableArray<Trade> trades)
    {
        var chosen = ImmutableArray.CreateBuilder<Trade>(MarketSnapshot.DefaultWindow);
        foreach (ref readonly var trade in trades.AsSpan())
        {
            if ((Side is null || trade.Side == Side) && trade.Volume >= LeastSize)
            {
                chosen.Add(trade);
                if (chosen.Count == MarketSnapshot.DefaultWindow)
                {
                    break;
                }
            }
        }

        return chosen.ToImmutable();
    }

    /// <summary><c>last 200 trades</c>, <c>sells ≥ 500 of the last 1,000</c>.</summary>
    public string InWords => IsAll
        ? $"last {MarketSnapshot.DefaultWindow} trades"
        : $"{What} of the last {Format.Count(MarketSnapshot.LargestWindow)}";

    private string What =>
        $"{(Side switch { Ingest.Trades.Side.Buy => "buys", Ingest.Trades.Side.Sell => "sells", Ingest.Trades.Side.Unknown => "trades without a side", _ => "trades" })}{(LeastSize > 0 ? $" ≥ {Format.Quantity(LeastSize)}" : "")}";
}
