using System.Globalization;
using TradeTerminal.Terminal.Desks;
using TradeTerminal.Terminal.Panels;

namespace TradeTerminal.Commands;

/// <summary>How the panels of the terminal page are laid out.</summary>
internal static class DeskCommands
{
    /// <summary><c>panel tape</c>.</summary>
    public static IReadOnlyList<Command> Panel(string[] words, CommandScope scope, out string? problem)
    {
        problem = $"Type panel and one of {string.Join(", ", DeskPanel.All.Select(panel => panel.Name))}, such as panel tape.";
        return words.Length > 1
            ? []
            : [.. DeskPanel.All.Where(panel => panel.Name.StartsWith(words.FirstOrDefault(""), StringComparison.OrdinalIgnoreCase))
                .Select(panel => new Command($"panel {panel.Name}", $"A window of its own: {panel.Shows}")
                {
                    Act = new BrowserAct("window", panel.Uri(scope.View)),
                })];
    }

    /// <summary><c>layout 4</c>.</summary>
    public static IReadOnlyList<Command> Layout(string[] words, CommandScope scope, out string? problem)
    {
        problem = $"Type layout and {ChartGrid.Rule}: so many charts are shown at once.";
        var typed = words.FirstOrDefault("");
        return words.Length > 1
            ? []
            : [.. ChartGrid.Sizes.Select(size => (Size: size, Text: size.ToString(CultureInfo.InvariantCulture)))
                .Where(one => typed.Length == 0 || one.Text == typed)
                .Select(one => new Command($"layout {one.Text}", one.Size == 1 ? "One chart" : $"{one.Text} charts at once")
                {
                    Uri = scope.View.WithLayout(one.Size).Uri,
                })];
    }
}
