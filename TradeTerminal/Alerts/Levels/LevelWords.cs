using System.Globalization;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Market;

namespace TradeTerminal.Alerts.Levels;

/// <summary>A level in words, the same in lists, on the chart and in the palette.</summary>
internal static class LevelWords
{
    public static Instrument InstrumentOf(Level level) => new(level.Feed, level.Symbol);

    /// <summary>Such as <c>AAPL above 190</c>.</summary>
    public static string Of(Level level) => $"{InstrumentOf(level).Key} {Condition(level)}";

    /// <summary>Such as <c>above 190</c>.</summary>
    public static string Condition(Level level) => $"{level.Direction.Code()} {Price(level.Price)}";

    /// <summary>As one types it: no groups, a hyphen for minus, no zeros at the end.</summary>
    public static string Price(decimal price) => price.ToString("0.########", CultureInfo.InvariantCulture);

    /// <summary>What has become of it: armed, fired, expired.</summary>
    public static string State(Level level, DateTime utcNow, Settings.ViewerClock clock) =>
        level.IsSpent ? $"fired {clock.InWords(level.FiredAt!.Value)}"
        : level.ExpiresAt <= utcNow ? $"expired {clock.InWords(level.ExpiresAt.Value)}"
        : level.FiredAt is { } at ? $"armed, fired {Controls.Format.Count(level.Fired)} ×, last {clock.InWords(at)}"
        : level.ExpiresAt is { } end ? $"armed until {clock.InWords(end)}"
        : "armed";

    public static string RepeatOf(Level level) => level.Repeat == Repeat.Once ? "once" : "every time";

    /// <summary>At the right of the line on the chart.</summary>
    public static string Title(Level level) => level.Direction switch
    {
        LevelDirection.Above => "alert ▲",
        LevelDirection.Below => "alert ▼",
        _ => "alert",
    };
}
