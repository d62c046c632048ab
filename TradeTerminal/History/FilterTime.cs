using System.Globalization;
using TradeTerminal.Settings;
using TradeTerminal.Terminal.ChartTools;

namespace TradeTerminal.History;

/// <summary>
/// A bound of time as a field shows and takes it, in the viewer's zone; the URL has it in UTC. What is not understood stays as
/// it is, so that it can be named and mended.
/// </summary>
internal static class FilterTime
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF"];

    public static string? Shown(string? time, ViewerClock clock) => clock.Id == "UTC"
        // Without the letters that the URL needs.
        ? time is { Length: > 10 } && time[10] == 'T' ? $"{time[..10]} {time[11..].TrimEnd('Z')}" : time
        : Local(time?.TrimEnd('Z')) is { } utc ? clock.At(utc).ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) : time;

    public static string? Of(object? value, ViewerClock clock, DateTime utcNow)
    {
        var text = HistoryView.Text(value);
        // As the palette takes a moment: 10:30, yesterday 10:30, -1h.
        if (text is not null and not [_, _, _, _, '-', ..]
            && TypedMoment.Parse(text.Split(' ', StringSplitOptions.RemoveEmptyEntries), clock, utcNow, out _) is { } moment)
        {
            return HistoryView.Time(moment);
        }

        if (clock.Id != "UTC" && Local(text) is { } local)
        {
            return HistoryView.Time(clock.UtcOf(local));
        }

        // A zone of one's own stays; without one it is UTC, which the URL says.
        return text is not { Length: > 10 } || text[10] is not (' ' or 'T') ? text
            : $"{text[..10]}T{text[11..]}{(text.AsSpan(11).IndexOfAny("Zz+-") < 0 ? "Z" : "")}";
    }

    private static DateTime? Local(string? text) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
