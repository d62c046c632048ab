using TradeTerminal.Controls;
using TradeTerminal.Settings;

namespace TradeTerminal.Commands;

/// <summary><c>hide AAPL</c> and <c>show AAPL</c>: what the lists of this browser leave out.</summary>
internal static class HideCommands
{
    private const int MostCompletions = 5;

    public static IReadOnlyList<Command> Hide(string[] words, CommandScope scope, out string? problem)
    {
        var part = words.FirstOrDefault("");
        List<string> symbols = part.Length == 0
            ? [.. scope.Symbols.Where(symbol => !scope.Hidden.Has(symbol)).Take(MostCompletions)]
            :
            [
                .. scope.Names.Find(part, MostCompletions * 4).Select(one => one.Symbol).Distinct()
                    .Where(symbol => !scope.Hidden.Has(symbol)).Take(MostCompletions),
            ];
        var named = part.ToUpperInvariant();
        problem = words.Length > 1 ? "hide takes one symbol, such as hide AAPL."
            : scope.Hidden.Has(named) ? $"{named} is hidden already. Type show {named} to see it again."
            : scope.Hidden.Count >= HiddenSymbols.Most ? $"{HiddenSymbols.Most} symbols are hidden already: show one first."
            : $"Type hide and a symbol, such as hide {scope.Symbols.FirstOrDefault("AAPL")}.";
        return words.Length > 1 || scope.Hidden.Count >= HiddenSymbols.Most
            ? []
            : symbols.ConvertAll(symbol => new Command($"hide {symbol}", $"Leave {symbol} out of the lists of this browser")
            {
                Kept = (Setting.Hidden, scope.Hidden.With(symbol)!.ToString()),
                Done = $"{symbol} is hidden in this browser. Type show {symbol} to see it again.",
            });
    }

    public static IReadOnlyList<Command> Show(string[] words, CommandScope scope, out string? problem)
    {
        var part = words.FirstOrDefault("");
        problem = scope.Hidden.Count == 0 ? "No symbol is hidden in this browser."
            : $"Type show and one of {string.Join(", ", scope.Hidden.Symbols.Take(MostCompletions))}.";
        return words.Length > 1
            ? []
            :
            [
                .. scope.Hidden.Symbols.Where(symbol => symbol.StartsWith(part, StringComparison.OrdinalIgnoreCase)).Take(MostCompletions)
                    .Select(symbol => new Command($"show {symbol}", $"Show {symbol} in the lists again")
                    {
                        Kept = (Setting.Hidden, scope.Hidden.Without(symbol).ToString()), Done = $"{symbol} is shown again.",
                    }),
            ];
    }

    /// <summary><c>delete AAPL</c>: the page that says what would be lost; nothing is deleted by a command.</summary>
    public static IReadOnlyList<Command> Delete(string[] words, CommandScope scope, out string? problem)
    {
        var part = words.FirstOrDefault("");
        problem = "Type delete and a symbol, such as delete AAPL: its page says what is stored of it, and asks once more.";
        return words.Length > 1 || part.Length == 0
            ? []
            : [.. scope.Names.Find(part, MostCompletions * 4).DistinctBy(one => one.Symbol).Take(MostCompletions)
                .Select(one => new Command($"delete {one.Symbol}", $"What is stored of {one.Symbol}, and deleting it for everybody")
                {
                    Uri = SymbolUpkeep.SymbolsPage.Of(one.Symbol), Api = $"GET /api/symbols/{one.Feed}/{AddressText.Path(one.Symbol)}",
                })];
    }
}
