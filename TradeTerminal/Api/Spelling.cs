namespace TradeTerminal.Api;

/// <summary>How far two words are apart.</summary>
internal static class Spelling
{
    /// <summary>
    /// Letters added, left out, changed, or swapped with their neighbour, in any case (optimal string alignment, Damerau 1964).
    /// </summary>
    public static int Distance(string one, string other)
    {
        var (before, last, row) = (new int[other.Length + 1], new int[other.Length + 1], new int[other.Length + 1]);
        for (var column = 0; column <= other.Length; column++)
        {
            row[column] = column;
        }

        for (var line = 1; line <= one.Length; line++)
        {
            (before, last, row) = (last, row, before);
            row[0] = line;
            for (var column = 1; column <= other.Length; column++)
            {
                var cost = IsSame(one[line - 1], other[column - 1]) ? 0 : 1;
                row[column] = Math.Min(Math.Min(last[column] + 1, row[column - 1] + 1), last[column - 1] + cost);
                if (line > 1 && column > 1 && IsSame(one[line - 1], other[column - 2]) && IsSame(one[line - 2], other[column - 1]))
                {
                    row[column] = Math.Min(row[column], before[column - 2] + 1);
                }
            }
        }

        return row[other.Length];
    }

    private static bool IsSame(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
