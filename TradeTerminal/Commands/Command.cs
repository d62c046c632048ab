using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Settings;

namespace TradeTerminal.Commands;

/// <summary>
/// What a line typed into the palette means. Does one of five things: show an address, order a producer, act in
/// the browser, set a level, or keep a setting. With none of them it is the beginning of a command, and choosing it puts <see cref="Text"/> into the field.
/// </summary>
/// <param name="Text">As one would type it.</param>
/// <param name="Does">What it does, in words.</param>
public sealed record Command(string Text, string Does)
{
    /// <summary>Page and view it shows, relative to the terminal's address.</summary>
    public string? Uri { get; init; }

    /// <summary>Method and address by which a program gets or does the same; empty where the server has no part in it.</summary>
    public string Api { get; init; } = "";

    public ProducerOrder? Order { get; init; }

    public BrowserAct? Act { get; init; }

    /// <summary>The price level it sets.</summary>
    public Level? Level { get; init; }

    /// <summary>What it has this browser keep.</summary>
    public (Setting Setting, string Value)? Kept { get; init; }

    /// <summary>Said when <see cref="Act"/> has been done, by one that leaves the palette open.</summary>
    public string? Done { get; init; }

    public bool IsComplete => Uri is not null || Order is not null || Act is not null || Level is not null || Kept is not null;
}
