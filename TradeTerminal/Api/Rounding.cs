using TradeTerminal.Market;

namespace TradeTerminal.Api;

/// <summary>Decimals of worked-out figures; stored ones are given as they are.</summary>
internal static class Rounding
{
    public static decimal? Price(decimal? price) => price is { } exact ? Trim(InstrumentDecimals.Rounded(exact)) : null;

    public static decimal? Percent(decimal? fraction) => fraction is { } exact ? Trim(decimal.Round(exact * 100, 4)) : null;

    public static double Age(DateTime since, DateTime utcNow) => Math.Round(Math.Max(0, (utcNow - since).TotalSeconds), 3);

    /// <summary>Division by one with 28 decimals takes the zeros away that end a number.</summary>
    public static decimal Trim(decimal value) => value / 1.0000000000000000000000000000m;
}
