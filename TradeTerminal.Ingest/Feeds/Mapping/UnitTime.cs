using System.Buffers.Text;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>
/// Reads a number since 1970 in a unit, in decimal, cut to whole microseconds. A number whose size is that of another unit is not
/// read: seconds taken for milliseconds are stored in January 1970, where nobody looks for them.
/// </summary>
internal static class UnitTime
{
    /// <summary>In seconds 1973 and 5138: between them a number is told by its size, and so in each unit.</summary>
    private const decimal Least = 100_000_000m;
    private const decimal Beyond = 100_000_000_000m;

    /// <summary>2000 and 2100 in seconds. In the four units they are far apart; what lies between them is nobody's time.</summary>
    private const decimal LeastOfAuto = 946_684_800m;
    private const decimal BeyondAuto = 4_102_444_800m;

    private const decimal MostSeconds = 253_402_300_799m;

    private static readonly TimeUnit[] Units =
        [TimeUnit.Seconds, TimeUnit.Milliseconds, TimeUnit.Microseconds, TimeUnit.Nanoseconds];

    /// <summary>The unit in which a number is a time between 2000 and 2100; <see cref="TimeUnit.Auto"/> when it is in none.</summary>
    public static TimeUnit UnitOf(decimal number) => Of(number);

    /// <summary>As the settings have it.</summary>
    public static string CodeOf(TimeUnit unit) => Code(unit);

    public static bool TryRead(ReadOnlySpan<byte> number, TimeUnit unit, out DateTime utc)
    {
        utc = default;
        if (!JsonDecimal.IsNumber(number))
        {
            return false;
        }

        if (Utf8Parser.TryParse(number, out long whole, out var used) && used == number.Length)
        {
            return TryRead(whole, unit, out utc);
        }

        return JsonDecimal.TryParse(number, 20, 18, out var value) && TryRead(value, unit, out utc);
    }

    /// <summary>Why a number is no time in the unit, as the end of a sentence.</summary>
    public static string Refusal(ReadOnlySpan<byte> number, TimeUnit unit) =>
        unit == TimeUnit.Auto ? "between 2000 and 2100 it is a time in none of seconds, milliseconds, microseconds and nanoseconds"
        : UnixTimestamp.LikelyUnit(number) is var likely && likely != Name(unit) ? $"it looks like {likely}, and Unit is {Code(unit)}"
        : $"it is no time, and Unit is {Code(unit)}";

    private static bool TryRead(long whole, TimeUnit unit, out DateTime utc)
    {
        utc = default;
        if (unit == TimeUnit.Auto)
        {
            foreach (var candidate in Units)
            {
                var second = WholePerSecond(candidate);
                if (whole / second is >= (long)LeastOfAuto and < (long)BeyondAuto)
                {
                    unit = candidate;
                    break;
                }
            }
        }
        else if (!IsOf(whole, unit))
        {
            return false;
        }

        if (unit == TimeUnit.Auto)
        {
            return false;
        }

        var microseconds = unit switch
        {
            TimeUnit.Seconds => whole * 1_000_000,
            TimeUnit.Milliseconds => whole * 1_000,
            TimeUnit.Microseconds => whole,
            _ => whole / 1_000,
        };
        utc = DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return true;
    }

    private static bool TryRead(decimal value, TimeUnit unit, out DateTime utc)
    {
        utc = default;
        unit = unit == TimeUnit.Auto ? Of(value) : unit;
        if (!IsOf(value, unit))
        {
            return false;
        }

        var microseconds = (long)(value / PerSecond(unit) * 1_000_000);
        utc = DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return true;
    }

    private static TimeUnit Of(decimal value)
    {
        foreach (var unit in Units)
        {
            if (value >= LeastOfAuto * PerSecond(unit) && value < BeyondAuto * PerSecond(unit))
            {
                return unit;
            }
        }

        return TimeUnit.Auto;
    }

    /// <summary>Early 1970 fits any unit.</summary>
    private static bool IsOf(decimal value, TimeUnit unit) => unit is not (TimeUnit.Auto or TimeUnit.Iso or TimeUnit.Kafka)
        && value >= 0 && value <= MostSeconds * PerSecond(unit)
        && (value < Least || (value >= Least * PerSecond(unit) && value < Beyond * PerSecond(unit)));

    private static long WholePerSecond(TimeUnit unit) => unit switch
    {
        TimeUnit.Seconds => 1,
        TimeUnit.Milliseconds => 1_000,
        TimeUnit.Microseconds => 1_000_000,
        _ => 1_000_000_000,
    };

    private static decimal PerSecond(TimeUnit unit) => unit switch
    {
        TimeUnit.Seconds => 1m,
        TimeUnit.Milliseconds => 1_000m,
        TimeUnit.Microseconds => 1_000_000m,
        _ => 1_000_000_000m,
    };

    private static string Name(TimeUnit unit) => unit.ToString().ToLowerInvariant();

    private static string Code(TimeUnit unit) => unit switch
    {
        TimeUnit.Seconds => "s",
        TimeUnit.Milliseconds => "ms",
        TimeUnit.Microseconds => "us",
        TimeUnit.Nanoseconds => "ns",
        _ => Name(unit),
    };
}
