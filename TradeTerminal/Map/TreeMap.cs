using System.Collections.Immutable;

namespace TradeTerminal.Map;

/// <summary>A squarified treemap: each size becomes a rectangle of that share of the area, as near to a square as it goes.</summary>
internal static class TreeMap
{
    /// <summary>
    /// One rectangle for each size, in their order, which must be from large to small; all of them more than zero.
    /// Together they cover the whole of <paramref name="width"/> × <paramref name="height"/>.
    /// </summary>
    public static ImmutableArray<MapRectangle> Lay(IReadOnlyList<double> sizes, double width, double height)
    {
        var scale = width * height / sizes.Sum();
        var made = ImmutableArray.CreateBuilder<MapRectangle>(sizes.Count);
        var left = new MapRectangle(0, 0, width, height);
        for (var from = 0; from < sizes.Count;)
        {
            var side = Math.Min(left.Width, left.Height);
            var (to, area) = (from + 1, sizes[from] * scale);
            var largest = area;
            // The row takes one more as long as its worst rectangle gets no longer by it.
            while (to < sizes.Count)
            {
                var next = sizes[to] * scale;
                if (Worst(area + next, largest, next, side) > Worst(area, largest, sizes[to - 1] * scale, side))
                {
                    break;
                }

                area += next;
                to++;
            }

            left = LayRow(made, sizes, (from, to), (scale, area), left);
            from = to;
        }

        return made.MoveToImmutable();
    }

    /// <summary>How much longer than wide the longest rectangle of a row is.</summary>
    private static double Worst(double area, double largest, double smallest, double side)
    {
        var (row, edge) = (area * area, side * side);
        return Math.Max(edge * largest / row, row / (edge * smallest));
    }

    /// <summary>Along the shorter edge of what is left; returns what is left then.</summary>
    private static MapRectangle LayRow(
        ImmutableArray<MapRectangle>.Builder made, IReadOnlyList<double> sizes, (int From, int To) row, (double Scale, double Area) of,
        MapRectangle left)
    {
        var isColumn = left.Width >= left.Height;
        var depth = isColumn ? of.Area / left.Height : of.Area / left.Width;
        var at = 0.0;
        for (var index = row.From; index < row.To; index++)
        {
            var length = sizes[index] * of.Scale / depth;
            made.Add(isColumn
                ? new MapRectangle(left.X, left.Y + at, depth, length)
                : new MapRectangle(left.X + at, left.Y, length, depth));
            at += length;
        }

        return isColumn
            ? left with { X = left.X + depth, Width = Math.Max(0, left.Width - depth) }
            : left with { Y = left.Y + depth, Height = Math.Max(0, left.Height - depth) };
    }
}
