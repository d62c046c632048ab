namespace TradeTerminal.Cli;

/// <summary>
/// Rows in columns, at most 80 characters wide: what is too long in the last column goes on below, and the widest of the others is cut.
/// </summary>
internal sealed class TextTable(params string[] heads)
{
    public const int Width = 80;

    private const int Gap = 2;
    private const int LeastLast = 20;
    private const int LeastCut = 6;
    private const char Right = '>';

    private readonly List<(string[] Cells, Func<string, string>? Paint)> _rows = [];

    /// <param name="cells">As many as there are heads. A head that begins with <c>&gt;</c> stands at the right of its column.</param>
    public TextTable Add(params string[] cells) => Add(null, cells);

    /// <param name="paint">For the lines of the row; the width is that of the text alone.</param>
    /// <param name="cells">As many as there are heads.</param>
    public TextTable Add(Func<string, string>? paint, params string[] cells)
    {
        _rows.Add((cells, paint));
        return this;
    }

    public IEnumerable<string> Lines(Ink ink)
    {
        var widths = Widths();
        foreach (var line in Row([.. heads.Select(head => head.TrimStart(Right))], widths))
        {
            yield return ink.Weak(line);
        }

        foreach (var (cells, paint) in _rows)
        {
            foreach (var line in Row(cells, widths))
            {
                yield return paint?.Invoke(line) ?? line;
            }
        }
    }

    /// <summary>A text over as many lines as it needs, broken at spaces.</summary>
    /// <param name="text">Any.</param>
    /// <param name="width">Of a line.</param>
    /// <param name="breaksWords">Whether a longer word is broken, or stays whole on a line that is too long, so that it can be copied.</param>
    public static IEnumerable<string> Wrap(string text, int width, bool breaksWords = false)
    {
        while (text.Length > width)
        {
            var at = text.LastIndexOf(' ', width);
            at = at > 0 ? at : breaksWords ? width : text.IndexOf(' ', width);
            if (at < 0)
            {
                break;
            }

            yield return text[..at].TrimEnd();
            text = text[at..].TrimStart();
        }

        yield return text;
    }

    private int[] Widths()
    {
        var widths = heads.Select((head, column) =>
            _rows.Select(row => row.Cells[column].Length).Append(head.TrimStart(Right).Length).Max()).ToArray();
        var others = widths[..^1];
        var excess = others.Sum() + (Gap * others.Length) + Math.Min(widths[^1], LeastLast) - Width;
        for (; excess > 0 && others.Length > 0 && others.Max() > LeastCut; excess--)
        {
            others[Array.IndexOf(others, others.Max())]--;
        }

        return [.. others, Math.Max(LeastCut, Math.Min(widths[^1], Width - others.Sum() - (Gap * others.Length)))];
    }

    private IEnumerable<string> Row(string[] cells, int[] widths)
    {
        var last = Wrap(cells[^1], widths[^1], breaksWords: true).ToList();
        for (var line = 0; line < last.Count; line++)
        {
            var parts = cells.Select((cell, column) => Fit(
                column == cells.Length - 1 ? last[line] : line == 0 ? cell : "", widths[column], heads[column].StartsWith(Right)));
            yield return string.Join("  ", parts).TrimEnd();
        }
    }

    private static string Fit(string text, int width, bool isRight)
    {
        var cut = text.Length > width ? text[..(width - 1)] + "…" : text;
        return isRight ? cut.PadLeft(width) : cut.PadRight(width);
    }
}
