namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// Reads <c>2026-03-01T14:30:00.123456Z</c>: ISO-8601 in its extended form with date and time of day.
/// Between them stands <c>T</c>, <c>t</c> or one space. Seconds and their fraction may be left out, the zone may be <c>Z</c>,
/// <c>±hh:mm</c>, <c>±hhmm</c>, <c>±hh</c> or missing, which means UTC. The result is UTC, cut to whole microseconds.
/// </summary>
internal static class IsoTimestamp
{
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTime utc)
    {
        utc = default;
        if (text.Length < 16
            || !TryDigits(text, 0, 4, out var year) || text[4] != '-'
            || !TryDigits(text, 5, 2, out var month) || text[7] != '-'
            || !TryDigits(text, 8, 2, out var day) || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ')
            || !TryDigits(text, 11, 2, out var hour) || text[13] != ':'
            || !TryDigits(text, 14, 2, out var minute))
        {
            return false;
        }

        var at = 16;
        var second = 0;
        long fraction = 0;
        if (at < text.Length && text[at] == ':')
        {
            if (!TryDigits(text, at + 1, 2, out second))
            {
                return false;
            }

            at += 3;
            if (at < text.Length && text[at] is (byte)'.' or (byte)',' && !TryFraction(text, ref at, out fraction))
            {
                return false;
            }
        }

        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59
            || !TryZone(text[at..], out var offsetMinutes))
        {
            return false;
        }

        var ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks
            + (fraction * TimeSpan.TicksPerMicrosecond) - (offsetMinutes * TimeSpan.TicksPerMinute);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        utc = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, ref int at, out long microseconds)
    {
        microseconds = 0;
        var digits = 0;
        for (at++; at < text.Length && char.IsAsciiDigit((char)text[at]); at++, digits++)
        {
            if (digits < 6)
            {
                microseconds = (microseconds * 10) + text[at] - '0';
            }
        }

        for (var i = digits; i < 6; i++)
        {
            microseconds *= 10;
        }

        return digits > 0;
    }

    private static bool TryZone(ReadOnlySpan<byte> zone, out int minutes)
    {
        minutes = 0;
        if (zone.IsEmpty)
        {
            return true;
        }

        if (zone[0] is (byte)'Z' or (byte)'z')
        {
            return zone.Length == 1;
        }

        if (zone[0] is not ((byte)'+' or (byte)'-') || !TryDigits(zone, 1, 2, out var hours))
        {
            return false;
        }

        var rest = zone[3..];
        if (!rest.IsEmpty && rest[0] == ':')
        {
            rest = rest[1..];
            if (rest.IsEmpty)
            {
                return false;
            }
        }

        var extra = 0;
        if (!rest.IsEmpty && (rest.Length != 2 || !TryDigits(rest, 0, 2, out extra)))
        {
            return false;
        }

        minutes = ((hours * 60) + extra) * (zone[0] == '-' ? -1 : 1);
        return hours <= 18 && extra <= 59;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, int start, int count, out int value)
    {
        value = 0;
        if (text.Length < start + count)
        {
            return false;
        }

        foreach (var c in text.Slice(start, count))
        {
            if (!char.IsAsciiDigit((char)c))
            {
                return false;
            }

            value = (value * 10) + c - '0';
        }

        return true;
    }
}
