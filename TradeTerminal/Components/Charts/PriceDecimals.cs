using TradeTerminal.Ingest.Candles;

namespace TradeTerminal.Components.Charts;

/// <summary>With how many decimals an instrument is shown: as many as its prices have, 2 to 8.</summary>
internal static class PriceDecimals
{
    public const int Fewest = 2;
    public const int Most = 8;

    public static int Of(IEnumerable<Candle> candles)
    {
        var decimals = Fewest;
        foreach (var candle in candles)
        {
            decimals = Widen(decimals, candle.High);
            decimals = Widen(decimals, candle.Low);
            decimals = Widen(decimals, candle.Open);
            decimals = Widen(decimals, candle.Close);
        }

        return decimals;
    }

    public static int Of(decimal price) => Widen(Fewest, price);

    /// <summary>Zeros at the end are not decimals of the instrument: 1.5000 has one.</summary>
    private static int Widen(int decimals, decimal price)
    {
        while (decimals < Most && price.Scale > decimals && decimal.Round(price, decimals) != price)
        {
            decimals++;
        }

        return decimals;
    }
}
