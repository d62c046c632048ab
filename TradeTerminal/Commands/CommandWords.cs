using TradeTerminal.Market.Symbols;

namespace TradeTerminal.Commands;

/// <summary>
/// The words of a line, with spaces or commas between them. A known symbol with spaces in it is one word, and so is the beginning
/// of one at the end of the line: <c>SPY   260417C00500000 5m</c> has two.
/// </summary>
internal static class CommandWords
{
    public static string[] Of(string line, SymbolNames names)
    {
        var words = new List<string>();
        for (var at = 0; at < line.Length;)
        {
            if (IsSeparator(line[at]))
            {
                at++;
                continue;
            }

            var rest = line.AsSpan(at);
            var length = SpacedLength(rest, names);
            for (; length < rest.Length && !IsSeparator(rest[length]); length++)
            {
                // To the end of the word.
            }

            words.Add(rest[..length].ToString());
            at += length;
        }

        return [.. words];
    }

    /// <summary>0 when what comes is no symbol with a space in it.</summary>
    private static int SpacedLength(ReadOnlySpan<char> rest, SymbolNames names)
    {
        var typed = rest.TrimEnd();
        foreach (var symbol in names.Spaced)
        {
            if (rest.StartsWith(symbol, StringComparison.OrdinalIgnoreCase) && (rest.Length == symbol.Length || IsSeparator(rest[symbol.Length])))
            {
                return symbol.Length;
            }

            if (typed.Contains(' ') && symbol.AsSpan().StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            {
                return typed.Length;
            }
        }

        return 0;
    }

    private static bool IsSeparator(char c) => c is ' ' or ',' or '\t';
}
