using System.Globalization;

namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// Reads a time since 1970 from a JSON number, in decimal: a binary fraction would move it by microseconds. The
/// result is UTC, cut to whole microseconds. False for what is negative, beyond the year 9999, or most likely in another
/// unit: seconds taken for milliseconds are stored in January 1970, where nobody looks for them.
/// </summary>
internal static class UnixTimestamp
{
    private const decimal MostMilliseconds = 253_402_300_799_999m;

    /// <summary>In seconds March 1973, in milliseconds the second day of 1970: from here on seconds are meant.</summary>
    private const decimal LeastSeconds = 100_000_000m;

    /// <summary>In seconds the year 5138, in milliseconds March 1973: from here on milliseconds are meant.</summary>
    private const decimal LeastMilliseconds = 100_000_000_000m;

    /// <summary>The unit in which a number is a time of our days.</summary>
    public static string LikelyUnit(ReadOnlySpan<byte> number) =>
        !decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? "something else"
        : value < LeastSeconds ? "no time of our days"
        : value < LeastMilliseconds ? "seconds"
        : value < LeastMilliseconds * 1_000 ? "milliseconds"
        : value < LeastMilliseconds * 1_000_000 ? "microseconds"
        : "nanoseconds";

    /// <summary>Whole milliseconds; <c>1772375400123.0</c> is whole too.</summary>
    public static bool TryMilliseconds(ReadOnlySpan<byte> number, out DateTime utc)
    {
        utc = default;
        if (!JsonDecimal.TryParse(number, 15, 8, out var milliseconds) || milliseconds != decimal.Truncate(milliseconds)
            || milliseconds is < 0 or (>= LeastSeconds and < LeastMilliseconds) || milliseconds > MostMilliseconds)
        {
            return false;
        }

        utc = DateTime.UnixEpoch.AddTicks((long)milliseconds * TimeSpan.TicksPerMillisecond);
        return true;
    }

    /// <summary>Seconds with decimals.</summary>
    public static bool TrySeconds(ReadOnlySpan<byte> number, out DateTime utc)
    {
        utc = default;
        if (!JsonDecimal.TryParse(number, 12, 16, out var seconds) || seconds < 0 || seconds >= LeastMilliseconds)
        {
            return false;
        }

        utc = DateTime.UnixEpoch.AddTicks((long)(seconds * 1_000_000) * TimeSpan.TicksPerMicrosecond);
        return true;
    }
}
