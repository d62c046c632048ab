using System.Globalization;

namespace TradeTerminal.Settings;

/// <summary>
/// Where the bars between the panels of the Terminal page stand, in percent of what they divide: the left column, in it the upper
/// panel, and the upper one of the right column. Written as <c>62-62-62</c>.
/// </summary>
public sealed record DeskSplit(decimal Columns, decimal Left, decimal Right)
{
    /// <summary>Less of either side could not be read.</summary>
    public const int Least = 20;

    public const int Most = 100 - Least;

    public const decimal Usual = 62;

    public static DeskSplit Default { get; } = new(Usual, Usual, Usual);

    public static bool TryParse(string text, out DeskSplit split)
    {
        split = Default;
        var parts = text.Split('-');
        if (parts.Length != 3)
        {
            return false;
        }

        var shares = new decimal[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 5 || !TryShare(parts[i], out shares[i]) || shares[i] is < Least or > Most)
            {
                return false;
            }
        }

        split = new DeskSplit(shares[0], shares[1], shares[2]);
        return true;
    }

    /// <summary>A share as a browser says it; false where it is no number.</summary>
    public static bool TryShare(string? text, out decimal share) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out share);

    /// <summary>Within the bounds, to a tenth.</summary>
    public static decimal Clamp(decimal share) => Math.Clamp(Math.Round(share, 1), Least, Most);

    public static DeskSplit Of(ViewerSettings settings) => TryParse(settings[Setting.Split], out var split) ? split : Default;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Columns:0.#}-{Left:0.#}-{Right:0.#}");

    /// <summary>As the page's styles read it.</summary>
    public string Style => string.Create(
        CultureInfo.InvariantCulture, $"--split-columns:{Columns:0.#};--split-left:{Left:0.#};--split-right:{Right:0.#}");
}
