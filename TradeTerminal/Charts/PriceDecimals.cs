using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;

namespace TradeTerminal.Charts;

/// <summary>
/// With how many decimals a chart shows prices: as many as they have (<see cref="InstrumentDecimals"/>), as long as the largest has
/// fewer than <see cref="MostSteps"/> of the last one.
/// </summary>
internal static class PriceDecimals
{
    /// <summary>
    /// The library counts its axis in steps of the last decimal, as doubles: where they hold no single step any more it never comes
    /// to an end. <c>js/charts/scale.js</c> has the same bound for what it joins.
    /// </summary>
    public const decimal MostSteps = 1_000_000_000_000_000;

    public static int Of(IEnumerable<Candle> candles)
    {
        var (decimals, largest) = (InstrumentDecimals.Least, 0m);
        foreach (var candle in candles)
        {
            decimals = InstrumentDecimals.Enough(candle.High, decimals);
            decimals = InstrumentDecimals.Enough(candle.Low, decimals);
            decimals = InstrumentDecimals.Enough(candle.Open, decimals);
            decimals = InstrumentDecimals.Enough(candle.Close, decimals);
            largest = Math.Max(largest, Math.Max(candle.High, -candle.Low));
        }

        return Capped(decimals, largest);
    }

    public static int Of(decimal price) => Capped(InstrumentDecimals.Enough(price, InstrumentDecimals.Least), Math.Abs(price));

    private static int Capped(int decimals, decimal largest)
    {
        var limit = MostSteps;
        for (var i = 0; i < decimals; i++)
        {
            limit /= 10;
        }

        for (; decimals > 0 && largest >= limit; decimals--)
        {
            limit *= 10;
        }

        return decimals;
    }
}
