using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Runs;

/// <summary>What ends a scripted run; section <c>Run</c>, or the arguments in <see cref="Switches"/>.</summary>
/// <param name="MaxMessages">So many messages are stored or refused; batches are whole, so it may be some more.</param>
/// <param name="Idle">So long all that is there is read, and nothing comes.</param>
/// <param name="Until">A time, UTC.</param>
public sealed record RunLimits(long? MaxMessages, TimeSpan? Idle, DateTime? Until)
{
    public const string MaxMessagesKey = "Run:MaxMessages";
    public const string IdleKey = "Run:Idle";
    public const string UntilKey = "Run:Until";

    public const string MaxMessagesRule = "a whole number from 1 on";
    public const string IdleRule = "a time such as 10s, 5m or 1h, at most a day";
    public const string UntilRule = "a time such as 2026-03-01T14:30:00Z, or the next 14:30 UTC";

    private static readonly TimeSpan LongestIdle = TimeSpan.FromDays(1);

    /// <summary>As <c>AddCommandLine</c> takes them.</summary>
    public static IDictionary<string, string> Switches { get; } = new Dictionary<string, string>
    {
        ["--max-messages"] = MaxMessagesKey,
        ["--idle"] = IdleKey,
        ["--until"] = UntilKey,
    };

    /// <summary>Null when the run has no end of its own. Wrong settings count as none: they are refused before.</summary>
    public static RunLimits? Read(IConfiguration configuration, DateTime utcNow)
    {
        var limits = new RunLimits(
            Messages(configuration[MaxMessagesKey] ?? ""), Time(configuration[IdleKey] ?? ""), Moment(configuration[UntilKey] ?? "", utcNow));
        return limits is { MaxMessages: null, Idle: null, Until: null } ? null : limits;
    }

    /// <summary>Null when it is none.</summary>
    public static long? Messages(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    /// <summary><c>10s</c>, <c>1.5m</c>, <c>1h</c>; null when it is none.</summary>
    public static TimeSpan? Time(string text)
    {
        var unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, _ => 0 };
        return unit > 0 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number * unit <= LongestIdle.TotalSeconds ? TimeSpan.FromSeconds(number * unit) : null;
    }

    /// <summary>ISO-8601, or a time of day: the next one. Null when it is none.</summary>
    public static DateTime? Moment(string text, DateTime utcNow)
    {
        if (IsoTimestamp.TryParse(Encoding.UTF8.GetBytes(text), out var utc))
        {
            return utc;
        }

        if (!TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return null;
        }

        var today = utcNow.Date + time.ToTimeSpan();
        return DateTime.SpecifyKind(today > utcNow ? today : today.AddDays(1), DateTimeKind.Utc);
    }
}
