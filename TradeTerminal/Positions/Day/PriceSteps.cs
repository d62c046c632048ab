using System.Collections.Immutable;

namespace TradeTerminal.Positions.Day;

/// <summary>The last price of each symbol in every five minutes that have one.</summary>
/// <param name="grid">Of the day.</param>
/// <param name="rows">In the order of their times; <c>Bucket</c> is the beginning of the five minutes.</param>
internal sealed class PriceSteps(DayGrid grid, IEnumerable<(string Symbol, DateTime Bucket, decimal Price)> rows)
{
    private readonly Dictionary<string, decimal?[]> _marks = rows.GroupBy(row => row.Symbol).ToDictionary(
        symbol => symbol.Key, symbol => MarksOf(grid, symbol), StringComparer.Ordinal);

    /// <summary>The newest price before each moment of the grid; null before the first.</summary>
    public ImmutableArray<decimal?> Of(string symbol) =>
        _marks.TryGetValue(symbol, out var marks) ? [.. marks] : [.. new decimal?[grid.Count]];

    /// <summary>At the first moments there is none of it.</summary>
    public bool Lacks(string symbol) => !_marks.TryGetValue(symbol, out var marks) || marks is [null, ..];

    private static decimal?[] MarksOf(DayGrid grid, IEnumerable<(string Symbol, DateTime Bucket, decimal Price)> rows)
    {
        var marks = new decimal?[grid.Count];
        foreach (var row in rows)
        {
            var first = grid.After(row.Bucket);
            if (first < marks.Length)
            {
                marks[first] = row.Price;
            }
        }

        for (var i = 1; i < marks.Length; i++)
        {
            marks[i] ??= marks[i - 1];
        }

        return marks;
    }
}
