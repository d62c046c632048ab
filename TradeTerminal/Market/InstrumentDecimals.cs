using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// How many decimals the prices of an instrument have: those of its newest trades, at least two and usually at most
/// eight. A small price has as many as six significant digits need, up to eighteen. What lies beyond twelve significant digits is
/// what binary floating point leaves (<c>175.02000000000001</c>), and counts for nothing.
/// </summary>
internal static class InstrumentDecimals
{
    public const int Least = 2;
    public const int Most = 18;

    private const decimal Million = 1_000_000;
    private const int TradesRead = 32;
    private const int Usual = 8;
    private const int DigitsOfSmall = 6;
    private const int DigitsOfMean = 3;
    private const int DigitsMeant = 12;
    private const int MostOfMean = 28;

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

    /// <summary>Of a figure over several instruments: the median of theirs, so that one of many does not widen it for all.</summary>
    public static int Median(IEnumerable<InstrumentSnapshot> tickers)
    {
        Span<int> counts = stackalloc int[Most + 1];
        counts.Clear();
        var half = 0;
        foreach (var ticker in tickers)
        {
            counts[ticker.Decimals]++;
            half++;
        }

        half = (half + 1) / 2;
        for (var decimals = Least; decimals < Most; decimals++)
        {
            half -= counts[decimals];
            if (half <= 0)
            {
                return decimals;
            }
        }

        return Most;
    }

    /// <summary>Of a figure of the day in a table: from a million on the decimals are left to the symbol's own page.</summary>
    public static int OfDay(decimal? price, int decimals) => price >= Million ? 0 : decimals;

    /// <summary>Of a mean: the <paramref name="usual"/> ones, or as many as its first three significant digits need.</summary>
    public static int OfMean(decimal? mean, int usual) =>
        mean is { } value && value != 0 ? Math.Min(Most, Math.Max(usual, DigitsOfMean - 1 - Magnitude(value))) : usual;

    /// <summary>A mean as it is told to programs: with 8 decimals, a small one with 8 significant digits.</summary>
    public static decimal Rounded(decimal mean) => mean == 0 ? 0
        : decimal.Round(mean, Math.Clamp(Usual - 1 - Magnitude(mean), Usual, MostOfMean), MidpointRounding.AwayFromZero);

    /// <summary>As many as <paramref name="decimals"/>, or those that <paramref name="price"/> has if these are more. Zeros at its end are
    /// none.</summary>
    public static int Enough(decimal price, int decimals)
    {
        if (price == 0 || price.Scale <= decimals)
        {
            return decimals;
        }

        var magnitude = Magnitude(price);
        var limit = Math.Min(
            Math.Clamp(DigitsOfSmall - 1 - magnitude, Usual, Most), Math.Max(0, DigitsMeant - 1 - magnitude));
        var meant = decimal.Round(price, limit);
        while (decimals < limit && decimal.Round(price, decimals) != meant)
        {
            decimals++;
        }

        return decimals;
    }

    /// <summary>The power of ten of the first significant digit: 2 for 175.02, −9 for 0.0000000012.</summary>
    private static int Magnitude(decimal price) => (int)Math.Floor(Math.Log10((double)Math.Abs(price)));
}
