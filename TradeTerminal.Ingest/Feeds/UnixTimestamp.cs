namespace TradeTerminal.Ingest.Feeds;

/// <summary>
/// Reads a time since 1970 from a JSON number, in decimal: a binary fraction would move it by microseconds. The
/// result is UTC, cut to whole microseconds. False for what is negative or beyond the year 9999.
/// </summary>
internal static class UnixTimestamp
{
    private const decimal MaxSeconds = 253_402_300_799m;

    /// <summary>Whole milliseconds; <c>1772375400123.0</c> is whole too.</summary>
    public static bool TryMilliseconds(ReadOnlySpan<byte> number, out DateTime utc)
    {
        utc = default;
        if (!JsonDecimal.TryParse(number, 15, 8, out var milliseconds) || milliseconds != decimal.Truncate(milliseconds)
            || milliseconds < 0 || milliseconds > MaxSeconds * 1_000)
        {
            return false;
        }

        utc = DateTime.UnixEpoch.AddTicks((long)milliseconds * TimeSpan.TicksPerMillisecond);
        return true;
    }

    /// <summary>Seconds with up to 8 decimals.</summary>
    public static bool TrySeconds(ReadOnlySpan<byte> number, out DateTime utc)
    {
        utc = default;
        if (!JsonDecimal.TryParse(number, 12, 8, out var seconds) || seconds < 0 || seconds > MaxSeconds)
        {
            return false;
        }

        utc = DateTime.UnixEpoch.AddTicks((long)(seconds * 1_000_000) * TimeSpan.TicksPerMicrosecond);
        return true;
    }
}
