using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TradeTerminal.Ingest.Prices;

/// <summary>A candle's width and its name on screen, in URLs and in the API.</summary>
public sealed record Interval(string Name, TimeSpan Width)
{
    /// <summary>What an interval may be, to follow "must be".</summary>
    public const string Rule =
        "such as 45s, 3m or 2h: from 1s to 1d, seconds up to a minute, then whole minutes, and a day must divide into it evenly";

    public static readonly Interval Second = new("1s", TimeSpan.FromSeconds(1));
    public static readonly Interval Minute = new("1m", TimeSpan.FromMinutes(1));
    public static readonly Interval Day = new("1d", TimeSpan.FromDays(1));

    /// <summary>Those offered; any other that keeps to <see cref="Rule"/> can be typed.</summary>
    public static IReadOnlyList<Interval> All { get; } =
    [
        Second,
        new("5s", TimeSpan.FromSeconds(5)),
        Minute,
        new("5m", TimeSpan.FromMinutes(5)),
        new("15m", TimeSpan.FromMinutes(15)),
        new("1h", TimeSpan.FromHours(1)),
    ];

    /// <summary>Minute candles are stored; anything narrower is folded from trades.</summary>
    public bool FromMinutes => Width >= Minute.Width;

    public DateTime BucketOf(DateTime utc) => BucketOf(utc, Width);

    /// <summary>The beginning of the step of that length in which a moment lies, UTC.</summary>
    public static DateTime BucketOf(DateTime utc, TimeSpan step) => new(utc.Ticks - (utc.Ticks % step.Ticks), DateTimeKind.Utc);

    /// <summary>
    /// A number and <c>s</c>, <c>m</c>, <c>h</c> or <c>d</c>; the same width has one name, so 60m is 1h. <c>M</c> is a month
    /// everywhere else, so it is not taken for a minute.
    /// </summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out Interval? interval)
    {
        interval = null;
        if (name is not [.. var digits, var unit] || digits.Length > 5
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var seconds = number * (long)(unit switch { 's' or 'S' => 1, 'm' => 60, 'h' or 'H' => 3_600, 'd' or 'D' => 86_400, _ => 0 });
        if (seconds is < 1 or > 86_400 || 86_400 % seconds != 0 || (seconds > 60 && seconds % 60 != 0))
        {
            return false;
        }

        interval = new Interval(NameOf(seconds), TimeSpan.FromSeconds(seconds));
        return true;
    }

    private static string NameOf(long seconds)
    {
        var (unit, width) = seconds % 86_400 == 0 ? ('d', 86_400) : seconds % 3_600 == 0 ? ('h', 3_600) : seconds % 60 == 0 ? ('m', 60) : ('s', 1);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / width}{unit}");
    }
}
