using System.Globalization;
using TradeTerminal.Settings;

namespace TradeTerminal.Terminal.ChartTools;

/// <summary>
/// A moment of the past as one types it, in the zone of the viewer: <c>10:30</c> (the last one that has passed),
/// <c>10:30:15</c>, <c>yesterday</c> (at this time of day), <c>yesterday 10:30</c>, <c>2026-11-20</c> (its beginning), <c>2026-11-20
/// 10:30</c>,
/// <c>-2h</c>, <c>30m ago</c>, and as the URL has it, <c>2026-11-20T10:30:00Z</c>.
/// </summary>
internal static class TypedMoment
{
    /// <summary>Short enough for a field's name.</summary>
    public const string Example = "a moment, such as 10:30 or yesterday 10:30";

    public const string Rule = "a time such as 10:30 or 10:30:15, yesterday 10:30, 2026-11-20 10:30, or 2h ago";

    private const int LongestSpan = 7;

    /// <summary>To the second; null with what is wrong.</summary>
    public static DateTime? Parse(IReadOnlyList<string> words, ViewerClock clock, DateTime utcNow, out string? problem)
    {
        problem = $"Type {Rule}.";
        if (Read(words, clock, utcNow) is not { } moment || moment < DateTime.UnixEpoch)
        {
            return null;
        }

        var second = new DateTime(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        problem = second > utcNow ? $"{clock.InWords(second)} has not come yet. {problem}" : null;
        return problem is null ? second : null;
    }

    private static DateTime? Read(IReadOnlyList<string> words, ViewerClock clock, DateTime utcNow)
    {
        var now = clock.At(utcNow);
        switch (words)
        {
            case [var word] when Day(word, now) is { } day:
                return clock.UtcOf(word.Equals("yesterday", StringComparison.OrdinalIgnoreCase) ? day + now.TimeOfDay : day);
            case [var word, var time] when Day(word, now) is { } day && Time(time) is { } at:
                return clock.UtcOf(day + at);
            case [var time] when Time(time) is { } at:
                return clock.LastAt(at, utcNow);
            case [['-', .. var span]] when Span(span) is { } back:
                return utcNow - back;
            case [var span, var ago] when ago.Equals("ago", StringComparison.OrdinalIgnoreCase) && Span(span) is { } back:
                return utcNow - back;
            case [var iso] when iso.Contains('T', StringComparison.Ordinal):
                return TerminalView.MomentOf(iso);
            default:
                return null;
        }
    }

    private static DateTime? Day(string word, DateTime now) => word.ToUpperInvariant() switch
    {
        "TODAY" => now.Date,
        "YESTERDAY" => now.Date.AddDays(-1),
        _ => DateTime.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year >= DateTime.UnixEpoch.Year
            && day < DateTime.MaxValue.Date ? day : null,
    };

    private static TimeSpan? Time(string word) =>
        TimeOnly.TryParseExact(word, ["H:mm", "H:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan() : null;

    /// <summary><c>45s</c>, <c>30m</c>, <c>2h</c>, <c>3d</c>.</summary>
    private static TimeSpan? Span(string word)
    {
        if (word.Length > LongestSpan || word is not [.. var digits, var unit]
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        int? seconds = char.ToLowerInvariant(unit) switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            _ => null,
        };
        return seconds is { } width && (long)count * width < TimeSpan.SecondsPerDay * 10_000 ? TimeSpan.FromSeconds((long)count * width) : null;
    }
}
