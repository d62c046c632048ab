using System.Collections.Immutable;
using TradeTerminal.Components.Settings;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Components.Panels;

/// <summary>
/// One row of the tape with its texts made once: a row stays the same object for as long as it is shown, so that
/// drawing a frame costs only the rows that are new.
/// </summary>
internal sealed class TapeLine(in Trade trade, int decimals, SizeRanks sizes, ViewerClock? clock = null)
{
    /// <summary>Characters that have room in the narrowest column.</summary>
    private const int LongestWhole = 9;

    private readonly int _decimals = decimals;
    private readonly ViewerClock _clock = clock ?? ViewerClock.Utc;

    public Trade Trade { get; } = trade;

    public string Id { get; } = trade.TradeId.ToString();

    public string ExecutedAt { get; } = Format.UnixMilliseconds(trade.ExecutedAt);

    public string Time { get; } = (clock ?? ViewerClock.Utc).TimeOfDay(trade.ExecutedAt);

    public string Side { get; } = Format.SideOf(trade.Side);

    public string SideClass { get; } = trade.Side == Ingest.Trades.Side.Buy ? "up" : "down";

    public string Price { get; } = Format.Price(trade.Price, decimals);

    public string? TickerClass { get; } = trade.Ticker.Length > LongestWhole ? "long" : null;

    public string PriceClass => Price.Length > LongestWhole ? "num price long" : "num price";

    public string Volume { get; } = Format.Count(trade.Volume);

    /// <summary>As it was among its ticker's trades when it came: a row does not change while it is read.</summary>
    public string VolumeClass { get; } =
        trade.Volume > sizes.Largest ? "num largest" : trade.Volume > sizes.Large ? "num large" : "num";

    /// <summary>The lines of <paramref name="trades"/>, taken from <paramref name="shown"/> where they are there already.</summary>
    public static ImmutableArray<TapeLine> Follow(
        ImmutableArray<TapeLine> shown, ImmutableArray<Trade> trades, Func<string, int> decimalsOf,
        Func<string, SizeRanks>? sizesOf = null, ViewerClock? clock = null)
    {
        var known = shown.ToDictionary(line => (line.Trade.TradeId, line.Trade.ExecutedAt));
        var decimals = new Dictionary<string, int>();
        var lines = ImmutableArray.CreateBuilder<TapeLine>(trades.Length);
        foreach (ref readonly var trade in trades.AsSpan())
        {
            if (!decimals.TryGetValue(trade.Ticker, out var digits))
            {
                decimals.Add(trade.Ticker, digits = decimalsOf(trade.Ticker));
            }

            lines.Add(known.TryGetValue((trade.TradeId, trade.ExecutedAt), out var line) && line._decimals == digits && line._clock == (clock ?? ViewerClock.Utc)
                ? line
                : new TapeLine(trade, digits, sizesOf?.Invoke(trade.Ticker) ?? SizeRanks.None, clock));
        }

        return lines.MoveToImmutable();
    }

    /// <summary>How many of <paramref name="trades"/>, newest first, are newer than the first line shown.</summary>
    public static int CountNewer(ImmutableArray<TapeLine> shown, ImmutableArray<Trade> trades)
    {
        if (shown.IsEmpty)
        {
            return trades.Length;
        }

        var count = 0;
        while (count < trades.Length && Trade.CompareByTime(trades[count], shown[0].Trade) > 0)
        {
            count++;
        }

        return count;
    }
}
