namespace TradeTerminal.Controls.Sorting;

/// <summary>By which column, and which way, as the URL carries it: <c>commodity</c>, <c>-unrealized</c>.</summary>
public sealed record RowOrder(string Column, bool IsDescending)
{
    public string Name => (IsDescending ? "-" : "") + Column;

    /// <summary>Null for what is no column of them.</summary>
    public static RowOrder? Find<TRow>(string? text, IReadOnlyList<RowColumn<TRow>> columns) =>
        columns.FirstOrDefault(column => column.Name == text?.TrimStart('-')) is { } found
            ? new RowOrder(found.Name, text!.StartsWith('-')) : null;

    /// <summary>For <c>aria-sort</c> of a column's head.</summary>
    public static string? AriaOf(RowOrder? now, string column) =>
        now?.Column != column ? null : now.IsDescending ? "descending" : "ascending";

    /// <summary>First the way one mostly wants it, then the other way, then as it was.</summary>
    public static RowOrder? Next<TRow>(RowOrder? now, RowColumn<TRow> column) =>
        now?.Column != column.Name ? new RowOrder(column.Name, column.IsNumber)
        : now.IsDescending == column.IsNumber ? now with { IsDescending = !now.IsDescending }
        : null;

    /// <summary>Rows without a value come last; without an order they stay as they are.</summary>
    public static IEnumerable<TRow> Sort<TRow>(IEnumerable<TRow> rows, RowOrder? order, IReadOnlyList<RowColumn<TRow>> columns)
    {
        if (order is null)
        {
            return rows;
        }

        var value = columns.First(column => column.Name == order.Column).Value;
        var known = rows.OrderBy(row => value(row) is null);
        return order.IsDescending ? known.ThenByDescending(value) : known.ThenBy(value);
    }
}
