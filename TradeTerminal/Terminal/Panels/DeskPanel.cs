using System.Collections.Immutable;

namespace TradeTerminal.Terminal.Panels;

/// <summary>A panel of the Terminal page that can be opened in a window of its own, at <see cref="Path"/>.</summary>
/// <param name="Name">In its address and in commands.</param>
/// <param name="Title">Of its window.</param>
/// <param name="Shows">In words.</param>
public sealed record DeskPanel(string Name, string Title, string Shows)
{
    public const string Folder = "/panel/";

    public static DeskPanel Candles { get; } = new("candles", "Candles", "candles of one symbol with their volume");

    public static DeskPanel Lines { get; } = new("lines", "Prices", "one line a symbol of any feed, over the last ten minutes");

    public static DeskPanel Tape { get; } = new("tape", "Trades", "the newest trades");

    public static DeskPanel Volume { get; } = new("volume", "Volume by ticker", "what was bought and sold within the window");

    public static DeskPanel Instrument { get; } = new("instrument", "Symbol", "quotes, day, order flow, positions and alerts of one symbol");

    public static ImmutableArray<DeskPanel> All { get; } = [Candles, Lines, Tape, Volume, Instrument];

    public string Path => Folder + Name;

    public static DeskPanel? Find(string? name) =>
        All.FirstOrDefault(panel => panel.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Of an address; null when it is not that of a panel.</summary>
    public static DeskPanel? At(string path) =>
        path.StartsWith(Folder, StringComparison.OrdinalIgnoreCase) ? Find(path[Folder.Length..]) : null;

    /// <summary>Its own window with what it shows of the view, and with nothing that only other panels show.</summary>
    /// <param name="view">Of the page.</param>
    /// <param name="chart">The key of what is charted now: a window keeps its symbol, whatever is chosen elsewhere.</param>
    public string Uri(TerminalView view, string? chart = null)
    {
        var own = TerminalView.Default with { Path = Path };
        return (this == Candles ? own with { Chart = chart ?? view.Chart, Interval = view.Interval, Overlays = view.Overlays, At = view.At }
            : this == Instrument ? own with { Chart = chart ?? view.Chart }
            : this == Lines ? own with { Filter = view.Filter, Since = view.Since }
            : this == Tape ? own with { Filter = view.Filter, Trades = view.Trades }
            : own with { Filter = view.Filter, Volume = view.Volume }).Uri;
    }
}
