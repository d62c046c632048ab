using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>How many decimals the prices of an instrument have: those of its newest trades, at least two.</summary>
internal static class InstrumentDecimals
{
    public const int Least = 2;

    private const int TradesRead = 32;
    private const int Most = 8;

    public static int Of(TickerSnapshot ticker) => Of(ticker.Tape.Span);

    /// <summary>Of several instruments: enough for each of them.</summary>
    public static int Of(IEnumerable<TickerSnapshot> tickers) =>
        tickers.Select(Of).DefaultIfEmpty(Least).Max();

    public static int Of(ReadOnlySpan<Trade> oldestFirst)
    {
        var decimals = Least;
        for (var i = Math.Max(0, oldestFirst.Length - TradesRead); i < oldestFirst.Length; i++)
        {
            decimals = Enough(oldestFirst[i].Price, decimals);
        }

        return decimals;
    }

    /// <summary>Of a column of prices: enough for each of them.</summary>
    public static int Of(IEnumerable<decimal> prices) => prices.Aggregate(Least, (decimals, price) => Enough(price, decimals));

    private static int Enough(decimal price, int decimals)
    {
        while (decimals < Most && decimal.Round(price, decimals) != price)
        {
            decimals++;
        }

        return decimals;
    }
}
