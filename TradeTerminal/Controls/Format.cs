using System.Globalization;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.Controls;

/// <summary>How numbers, times and choices are written on the screens.</summary>
internal static class Format
{
    /// <summary>From here on a volume does not fit into a narrow column.</summary>
    public const decimal Wide = 1_000_000_000;

    /// <summary>For a figure that does not exist yet.</summary>
    public const string Nothing = "–";

    private const int DigitsMeant = 12;
    private const int DigitsOfVolume = 8;
    private const int MostDecimals = 28;
    private const int TickersNamed = 4;
    private const int LongestQuote = 24;
    private const decimal Million = 1_000_000;
    private const decimal TenTrillion = 10_000_000_000_000;

    /// <summary>Of what is read by people: a real minus, as wide as a plus.</summary>
    private static readonly CultureInfo Culture = Written();

    public static string Price(decimal? price, int decimals) =>
        price is { } value ? value.ToString("N" + decimals, Culture) : Nothing;

    /// <summary><c>AAPL</c>, <c>Crypto: BTC-USD</c>, <c>Quotes: AAPL · NYSE</c>.</summary>
    public static string Instrument(Instrument instrument) => instrument.IsTraded
        ? instrument.Symbol
        : $"{FeedName(instrument.Feed)}: {instrument.Symbol}{(instrument.Venue.Length == 0 ? "" : $" · {instrument.Venue}")}";

    /// <summary>What somebody has written, in quotation marks, or its beginning.</summary>
    public static string Quoted(string text) => text.Length > LongestQuote ? $"“{text[..LongestQuote]}…”" : $"“{text}”";

    /// <summary>A long id without its middle: two of one sender mostly differ at their ends.</summary>
    public static string Middle(string id, int longest = 30) =>
        id.Length <= longest ? id : $"{id[..((longest - 1) / 3)]}…{id[^(longest - 1 - ((longest - 1) / 3))..]}";

    public static string Count(decimal count) => count.ToString("N0", Culture);

    /// <summary>
    /// A volume, quantity or size with its fraction: <c>120</c>, <c>0.0389</c>, <c>1,234.5</c>. What lies beyond twelve significant digits
    /// is what binary floating point leaves.
    /// </summary>
    public static string Quantity(decimal quantity) => Significant(quantity, DigitsMeant);

    /// <summary>
    /// Of a fraction up to eight significant digits; from <paramref name="shortFrom"/> on, a million or more, where it would run into its neighbours, four digits of
    /// it:
    /// <c>968.4M</c>, <c>12.35B</c>, <c>9.007Q</c>, <c>1.801e18</c>.
    /// </summary>
    public static string Volume(decimal volume, decimal shortFrom = TenTrillion, int digits = DigitsOfVolume)
    {
        if (volume < shortFrom)
        {
            return Significant(volume, digits);
        }

        var power = (int)Math.Floor(Math.Log10((double)volume));
        var rounded = decimal.Round(volume / (decimal)Math.Pow(10, power), 3);
        (power, rounded) = rounded < 10 ? (power, rounded) : (power + 1, 1);
        return power >= 18 ? $"{rounded.ToString("0.###", Culture)}e{power}"
            : $"{(rounded * (decimal)Math.Pow(10, power % 3)).ToString("0.###", Culture)}{"MBTQ"[(power / 3) - 2]}";
    }

    /// <summary>A rate a second: one decimal while it is small.</summary>
    public static string Rate(double perSecond) => perSecond.ToString(perSecond < 100 ? "N1" : "N0", Culture);

    /// <summary>A share of one with its sign: <c>+0.35 %</c>, <c>−1.20 %</c>, <c>0.00 %</c>.</summary>
    public static string Change(decimal share) => $"{Signed(Percents(share))} %";

    /// <summary>The shape that goes before it: <c>▲</c>, <c>▼</c>, or <c>■</c> when it reads 0.00 %.</summary>
    public static string ChangeShape(decimal share) => Percents(share) switch { > 0 => "▲", < 0 => "▼", _ => "■" };

    /// <summary>The class that colours it, by the figure that is shown.</summary>
    public static string ChangeClass(decimal? share) =>
        share is { } value ? Percents(value) switch { > 0 => "up", < 0 => "down", _ => "weak" } : "weak";

    /// <summary>Said: <c>up 0.35 %</c>, <c>down 1.20 %</c>, <c>unchanged</c>.</summary>
    public static string ChangeInWords(decimal share)
    {
        var percents = Percents(share);
        return percents == 0 ? "unchanged" : $"{(percents < 0 ? "down" : "up")} {Math.Abs(percents).ToString("N2", Culture)} %";
    }

    /// <summary>Money with its sign and cents: <c>+1,234.50</c>, <c>−12.00</c>, <c>0.00</c>.</summary>
    public static string Pnl(decimal? pnl) => pnl is { } value ? Signed(Cents(value)) : Nothing;

    /// <summary>The same; from a thousand million on four digits of it, where it would run into its neighbours: <c>−99.99T</c>.</summary>
    public static string PnlShort(decimal pnl) =>
        Math.Abs(pnl) < Wide ? Pnl(pnl) : $"{(pnl < 0 ? "−" : "+")}{Volume(Math.Abs(pnl), Wide)}";

    /// <summary>For a narrow screen, where a million and more does not fit: four digits of it. Null for what fits.</summary>
    public static string? QuantityShort(decimal quantity) => quantity < Million ? null : Volume(quantity, Million);

    /// <summary>Money that <see cref="PnlShort"/> shortens.</summary>
    public static bool IsWide(decimal? pnl) => pnl is { } value && Math.Abs(value) >= Wide;

    /// <summary>A quantity with the decimals it has.</summary>
    public static string Exact(decimal quantity) => quantity.ToString("#,0.############################", Culture);

    /// <summary>A share of one for a style sheet: <c>12.5%</c>.</summary>
    public static string Percent(decimal share) => $"{(share * 100).ToString("0.##", CultureInfo.InvariantCulture)}%";

    /// <summary>The class that colours money, by the figure that is shown; the sign says the same without colour.</summary>
    public static string? PnlClass(decimal? pnl) => pnl is { } value ? Cents(value) switch { > 0 => "up", < 0 => "down", _ => null } : null;

    /// <summary><c>0.4 s</c>, <c>12 s</c>, <c>3 min</c>, <c>5 h</c>, <c>2 d</c>; a clock that runs ahead gives <c>0.0 s</c>.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 0 } => "0.0 s",
        { TotalSeconds: < 9.95 } => $"{age.TotalSeconds.ToString("F1", Culture)} s",
        { TotalSeconds: < 59.5 } => $"{age.TotalSeconds.ToString("F0", Culture)} s",
        { TotalMinutes: < 59.5 } => $"{Math.Max(1, age.TotalMinutes).ToString("F0", Culture)} min",
        { TotalHours: < 47.5 } => $"{age.TotalHours.ToString("F0", Culture)} h",
        _ => $"{age.TotalDays.ToString("N0", Culture)} d",
    };

    public static string Milliseconds(TimeSpan time) => time.TotalMilliseconds switch
    {
        < 9.95 => $"{time.TotalMilliseconds.ToString("F1", Culture)} ms",
        < 9_999.5 => $"{time.TotalMilliseconds.ToString("N0", Culture)} ms",
        _ => Age(time),
    };

    /// <summary>Milliseconds since 1970 with microseconds as decimals, for scripts that measure.</summary>
    public static string UnixMilliseconds(DateTime utc) =>
        ((utc - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerMillisecond).ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>Shape and word, so that a side can be told without colour.</summary>
    public static string SideOf(Side side) => side switch { Side.Buy => "▲ buy", Side.Sell => "▼ sell", _ => Nothing };

    /// <summary>The class that colours it.</summary>
    public static string SideClass(Side side) => side switch { Side.Buy => "up", Side.Sell => "down", _ => "weak" };

    /// <summary>Shape and word, so that a side can be told without colour.</summary>
    public static string SideOf(PositionType type) => type == PositionType.Long ? "▲ long" : "▼ short";

    public static string Bytes(long bytes) => bytes < 1024
        ? $"{Count(bytes)} B"
        : $"{(bytes / 1024m).ToString("N1", Culture)} KiB";

    /// <summary><c>all tickers</c>, <c>no ticker</c>, <c>AAPL, MSFT</c>, <c>A, B, C, D and 3 more</c>, <c>list tech, 12 symbols</c>.</summary>
    public static string Tickers(TickerFilter filter)
    {
        if (!filter.Lists.IsEmpty)
        {
            return $"list {string.Join(", ", filter.Lists)}, {Count(filter.Symbols.Count)} {(filter.Symbols.Count == 1 ? "symbol" : "symbols")}";
        }

        var named = string.Join(", ", filter.Symbols.Take(TickersNamed));
        return filter.IsAll ? "all tickers"
            : filter.IsNone ? "no ticker"
            : filter.Symbols.Count > TickersNamed ? $"{named} and {filter.Symbols.Count - TickersNamed} more"
            : named;
    }

    /// <summary>"order_book" as "Order book".</summary>
    public static string FeedName(string name) => char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    private static CultureInfo Written()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "−";
        return CultureInfo.ReadOnly(culture);
    }

    private static string Significant(decimal quantity, int digits)
    {
        if (decimal.IsInteger(quantity))
        {
            return Count(quantity);
        }

        var magnitude = (int)Math.Floor(Math.Log10((double)Math.Abs(quantity)));
        return Exact(decimal.Round(quantity, Math.Clamp(digits - 1 - magnitude, 0, MostDecimals)));
    }

    private static decimal Percents(decimal share) => decimal.Round(share * 100, 2, MidpointRounding.AwayFromZero);

    private static decimal Cents(decimal money) => decimal.Round(money, 2, MidpointRounding.AwayFromZero);

    private static string Signed(decimal rounded) =>
        $"{(rounded > 0 ? "+" : rounded < 0 ? "−" : "")}{Math.Abs(rounded).ToString("N2", Culture)}";
}
