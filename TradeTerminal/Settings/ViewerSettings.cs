using System.Collections.Immutable;

namespace TradeTerminal.Settings;

/// <summary>
/// What the viewer at one browser has chosen, as the browser keeps it and sends it along in the cookie
/// <see cref="Cookie"/>: <c>theme=light&amp;zone=local&amp;local=Europe/Berlin</c>, the last being the browser's own zone. What
/// is not said, or not understood, is as by default.
/// </summary>
public sealed class ViewerSettings
{
    public const string Cookie = "settings";

    private const string LocalKey = "local";
    private const string RecentKey = "recent";
    private const int LongestCookie = 3_800;

    private readonly ImmutableDictionary<string, string> _values;

    private ViewerSettings(ImmutableDictionary<string, string> values)
    {
        _values = values;
        Recent = RecentSymbols.TryParse(values.GetValueOrDefault(RecentKey, ""), out var recent) ? recent : RecentSymbols.None;
    }

    public static ViewerSettings Default { get; } = new(ImmutableDictionary<string, string>.Empty);

    /// <summary>Every setting with its value.</summary>
    public IReadOnlyDictionary<string, string> Values => Setting.All.ToDictionary(setting => setting.Key, setting => this[setting]);

    /// <summary>The browser's own zone, by the name this server has for it; null when it has not said, or there is none.</summary>
    public string? Local => _values.GetValueOrDefault(LocalKey);

    /// <summary>What was looked at last in this browser: nothing that is chosen, and no part of a workspace.</summary>
    public RecentSymbols Recent { get; }

    public string this[Setting setting] => _values.GetValueOrDefault(setting.Key, setting.Default);

    public static ViewerSettings Parse(string? cookie)
    {
        var values = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var pair in (cookie is { Length: <= LongestCookie } ? cookie : "").Split('&'))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = at < 0 ? (pair, "") : (pair[..at], pair[(at + 1)..]);
            if (key == LocalKey ? ViewerClock.Knows(value)
                : key == RecentKey ? RecentSymbols.TryParse(value, out _)
                : Setting.Find(key)?.Takes(value) == true)
            {
                values[key] = key == LocalKey ? ViewerClock.NameOf(value)! : value;
            }
        }

        return new ViewerSettings(values.ToImmutable());
    }

    /// <exception cref="ArgumentException">The setting does not take the value.</exception>
    public ViewerSettings With(Setting setting, string value) => setting.Takes(value)
        ? new ViewerSettings(_values.SetItem(setting.Key, value))
        : throw new ArgumentException($"{setting.Key} must be {setting.Rule}", nameof(value));

    public ViewerSettings With(RecentSymbols recent) => new(_values.SetItem(RecentKey, recent.ToString()));

    public bool IsSameAs(ViewerSettings other) => Local == other.Local && Recent.ToString() == other.Recent.ToString()
        && Setting.All.All(setting => this[setting] == other[setting]);

    /// <summary>Those of <paramref name="other"/>, in the zone where this browser is and with what was looked at here.</summary>
    public ViewerSettings Take(ViewerSettings other)
    {
        var taken = other.With(Recent)._values;
        return new ViewerSettings(Local is null ? taken.Remove(LocalKey) : taken.SetItem(LocalKey, Local));
    }
}
