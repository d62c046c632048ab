using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TradeTerminal.Producers.Replay;

/// <summary>How fast a recording is sent: so many times as fast as it happened, or as fast as the broker takes it.</summary>
public readonly record struct ReplaySpeed(double? Factor)
{
    public const double Least = 0.001;
    public const double Most = 1_000_000;

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "max, or a number from 0.001 to 1,000,000, where 1 is as it happened";

    public static ReplaySpeed Original => new(1);

    public static ReplaySpeed AsFastAsPossible => new(null);

    /// <summary>As typed: <c>10</c>, <c>x10</c>, <c>×0.5</c> or <c>max</c>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ReplaySpeed? speed)
    {
        var trimmed = (text ?? "").Trim();
        speed = trimmed.Equals("max", StringComparison.OrdinalIgnoreCase) ? AsFastAsPossible
            : double.TryParse(trimmed.TrimStart('x', 'X', '×'),
                NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor)
                && factor is >= Least and <= Most ? new ReplaySpeed(factor)
            : null;
        return speed is not null;
    }

    public override string ToString() => Factor is { } factor ? factor.ToString(CultureInfo.InvariantCulture) : "max";
}
