using System.Collections.Immutable;

namespace TradeTerminal.Settings;

/// <summary>One thing a viewer can choose, with the values it takes; <see cref="Zone"/> also takes names of zones,
/// <see cref="Split"/> other places of the bars, <see cref="Hidden"/> symbols.</summary>
public sealed record Setting(string Key, string Label, string Help, string Default, ImmutableArray<(string Value, string Label)> Choices)
{
    public static Setting Theme { get; } = new("theme", "Theme", "High contrast is white on black with strong lines.", "dark",
        [("dark", "Dark"), ("light", "Light"), ("contrast", "High contrast")]);

    public static Setting Palette { get; } = new("palette", "Up and down",
        "Blue and orange are told apart with every common colour blindness. Signs and shapes say the same.", "blue-orange",
        [("blue-orange", "▲ Blue, ▼ orange"), ("green-red", "▲ Green, ▼ red")]);

    public static Setting Density { get; } = new("density", "Density", "Compact shows more rows.", "comfortable",
        [("comfortable", "Comfortable"), ("compact", "Compact")]);

    public static Setting Rate { get; } = new("rate", "Updates",
        "How often figures and charts of this browser move. The strip at the bottom keeps its pulse.", "20",
        [("calm", "Calm: every 2 s"), ("1", "1 a second"), ("5", "5 a second"), ("10", "10 a second"), ("20", "20 a second")]);

    public static Setting Sounds { get; } = new("sounds", "Sounds",
        "A short tone when a critical alert is raised. Browsers allow it after the first click on the page.", "off",
        [("off", "Off"), ("on", "On")]);

    public static Setting Zone { get; } = new("zone", "Time zone", "Of the times on the screens, which name it. Addresses, files and the API stay in UTC, and days begin at 00:00 UTC whatever the zone.", "UTC",
        [("UTC", "UTC"), ("local", "Local")]);

    public static Setting Link { get; } = new("link", "Charts linked",
        "Where the Terminal page shows several charts: the crosshair of all moves together, an interval chosen for one is that of all.",
        "crosshair", [("crosshair", "Crosshair"), ("interval", "Interval"), ("both", "Both"), ("none", "Neither")]);

    public static Setting Split { get; } = new("split", "Bars of the desk",
        "Where the bars between the panels of the Terminal page stand. Drag them there, or use the arrow keys.",
        DeskSplit.Default.ToString(), [(DeskSplit.Default.ToString(), "As delivered")]);

    public static Setting Hidden { get; } = new("hidden", "Hidden symbols",
        "Left out of the ticker filter, the prices, Market and the map of this browser, and last among what a search finds. Who asks for one by name sees it. Figures, tape and volumes count what the filter chooses.",
        HiddenSymbols.NoneText, [(HiddenSymbols.NoneText, "None")]);

    public static Setting Beside { get; } = new("beside", "Symbol beside the chart",
        "On the Terminal page: quotes, day, order flow, positions and alerts of the charted symbol beside its chart, in a narrow window in place of trades and volume. The key i shows and hides it.",
        "off", [("off", "Hidden"), ("on", "Shown")]);

    public static ImmutableArray<Setting> All { get; } = [Theme, Palette, Density, Rate, Sounds, Zone, Link, Split, Hidden, Beside];

    public static Setting? Find(string key) => All.FirstOrDefault(setting => setting.Key == key);

    public bool Takes(string value) =>
        Choices.Any(choice => choice.Value == value) || (this == Zone && ViewerClock.Knows(value))
        || (this == Split && DeskSplit.TryParse(value, out _)) || (this == Hidden && HiddenSymbols.TryParse(value, out _));

    /// <summary>What it takes, in words.</summary>
    public string Rule =>
        $"one of {string.Join(", ", Choices.Select(choice => choice.Value))}{(this == Zone ? " or a zone such as Europe/Berlin"
            : this == Split ? $", each share from {DeskSplit.Least} to {DeskSplit.Most}"
            : this == Hidden ? $" or at most {HiddenSymbols.Most} symbols with + between them" : "")}";
}
