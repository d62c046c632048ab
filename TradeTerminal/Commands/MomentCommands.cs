using TradeTerminal.Terminal.ChartTools;

namespace TradeTerminal.Commands;

/// <summary>To a moment of the past and back to live: addresses, too.</summary>
internal static class MomentCommands
{
    private static readonly string[] Examples = ["10:30", "yesterday", "yesterday 10:30", "2h ago"];

    /// <summary><c>goto 10:30</c> and whatever else <see cref="TypedMoment"/> takes.</summary>
    public static IReadOnlyList<Command> Goto(string[] words, CommandScope scope, out string? problem)
    {
        problem = null;
        if (words.Length == 0)
        {
            return [.. Examples.Select(example => Of(example, scope, out _)).OfType<Command>()];
        }

        var typed = string.Join(' ', words);
        return Of(typed, scope, out problem) is { } command
            ? [command]
            : [.. Examples.Where(example => example.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Select(example => Of(example, scope, out _)).OfType<Command>()];
    }

    public static Command Live(CommandScope scope)
    {
        var view = scope.View.WithAt(null);
        return new Command("live", "Back from a moment to the live candles") { Uri = view.Uri, Api = ViewCommands.ApiOf(view, scope) };
    }

    private static Command? Of(string typed, CommandScope scope, out string? problem)
    {
        if (TypedMoment.Parse(typed.Split(' '), scope.Clock, scope.UtcNow, out problem) is not { } moment)
        {
            return null;
        }

        var view = scope.View.WithAt(moment);
        return new Command($"goto {typed}", $"Candles around {scope.Clock.InWords(moment)}")
        {
            Uri = view.Uri,
            Api = ViewCommands.ApiOf(view, scope),
        };
    }
}
