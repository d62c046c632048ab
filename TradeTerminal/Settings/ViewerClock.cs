using System.Globalization;
using System.Text.RegularExpressions;

namespace TradeTerminal.Settings;

/// <summary>Times as the viewer reads them: in one zone, which is named beside them.</summary>
public sealed partial class ViewerClock
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private readonly TimeZoneInfo _zone;

    private ViewerClock(TimeZoneInfo zone, string id)
    {
        _zone = zone;
        Id = id;
    }

    public static ViewerClock Utc { get; } = new(TimeZoneInfo.Utc, "UTC");

    /// <summary>The name in the IANA database, such as <c>America/New_York</c>, or <c>UTC</c>.</summary>
    public string Id { get; }

    /// <summary>Short enough for a heading: <c>UTC</c>, <c>New York</c>.</summary>
    public string Name => Id[(Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>All zones of this server by name.</summary>
    public static IReadOnlyList<string> Zones { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static bool Knows(string id) => Find(id) is not null;

    /// <summary>The name under which this server knows the zone, that of today if it can; null when it knows none.</summary>
    public static string? NameOf(string id) => Find(id)?.Id;

    /// <summary>UTC where the zone is not known here.</summary>
    public static ViewerClock Of(ViewerSettings settings)
    {
        var id = settings[Setting.Zone] == "local" ? settings.Local ?? "UTC" : settings[Setting.Zone];
        return Find(id) ?? Utc;
    }

    public DateTime At(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), _zone);

    /// <summary>With milliseconds; the heading carries the <see cref="Name"/>.</summary>
    public string TimeOfDay(DateTime utc) => At(utc).ToString("HH:mm:ss.fff", Culture);

    /// <summary>In whole seconds; the heading carries the <see cref="Name"/>.</summary>
    public string Seconds(DateTime utc) => At(utc).ToString("HH:mm:ss", Culture);

    public string Minutes(DateTime utc) => $"{At(utc).ToString("HH:mm", Culture)} {Name}";

    /// <summary>Of the beginning of a UTC hour: <c>09</c>, and <c>09:30</c> in a zone that is half an hour off.</summary>
    public string Hour(DateTime utc) => At(utc) is var at && at.Minute == 0 ? at.ToString("HH", Culture) : At(utc).ToString("HH:mm", Culture);

    public string Clock(DateTime utc) => $"{Seconds(utc)} {Name}";

    public string Day(DateTime utc) => At(utc).ToString("yyyy-MM-dd", Culture);

    /// <summary>With the distance to UTC, which in one zone changes with the season.</summary>
    public string Moment(DateTime utc) => Named(utc, "yyyy-MM-dd HH:mm:ss.fff");

    /// <summary>A moment as exactly as it is stored.</summary>
    public string ExactMoment(DateTime utc) => Named(utc, "yyyy-MM-dd HH:mm:ss.ffffff");

    /// <summary>With the decimals it has.</summary>
    public string Stored(DateTime utc) => Named(utc, "yyyy-MM-dd HH:mm:ss.FFFFFF");

    /// <summary><c>2026-11-20 10:30 UTC</c>, <c>2026-11-20 11:30:15 Europe/Berlin</c>.</summary>
    public string InWords(DateTime utc) => $"{Typed(utc)} {Id}";

    /// <summary>As it can be typed: <c>2026-11-20 10:30</c>, <c>2026-11-20 10:30:15</c>.</summary>
    public string Typed(DateTime utc) => At(utc).ToString(utc.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", Culture);

    /// <summary>Of a time that the zone leaves out in spring, that much later; of one it has twice, the second.</summary>
    public DateTime UtcOf(DateTime local) => new(
        Math.Clamp(local.Ticks - _zone.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)).Ticks, 0,
            DateTime.MaxValue.Ticks), DateTimeKind.Utc);

    /// <summary>When the clocks of the zone last showed this time of day: in autumn they may have shown it twice today.</summary>
    public DateTime LastAt(TimeSpan time, DateTime utcNow)
    {
        var today = At(utcNow).Date + time;
        DateTime[] shown =
        [
            UtcOf(today.AddDays(-1)), UtcOf(today),
            .. _zone.IsAmbiguousTime(today) ? _zone.GetAmbiguousTimeOffsets(today)
                .Select(offset => DateTime.SpecifyKind(today - offset, DateTimeKind.Utc)) : [],
        ];
        return shown.Where(moment => moment <= utcNow).Max();
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_+-]{0,30}(/[A-Za-z0-9_+-]{1,30}){1,2}$")]
    private static partial Regex Form();

    // The form of the name is looked at before the zone's file is looked for by it.
    private static ViewerClock? Find(string id)
    {
        if (id == "UTC" || !Form().IsMatch(id))
        {
            return id == "UTC" ? Utc : null;
        }

        var today = ZoneNames.Today(id);
        return TimeZoneInfo.TryFindSystemTimeZoneById(today, out var zone) ? new ViewerClock(zone, today)
            : TimeZoneInfo.TryFindSystemTimeZoneById(id, out zone) ? new ViewerClock(zone, id)
            : null;
    }

    private string Named(DateTime utc, string format)
    {
        var text = At(utc).ToString(format, Culture);
        return Id == "UTC" ? $"{text} UTC" : $"{text} {Offset(utc)} {Id}";
    }

    private string Offset(DateTime utc)
    {
        var offset = _zone.GetUtcOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
        return $"{(offset < TimeSpan.Zero ? "−" : "+")}{offset.ToString("hh\\:mm", Culture)}";
    }
}
