namespace TradeTerminal.Controls.Sorting;

/// <summary>A column that a table can be sorted by: its name in the URL and its values. Numbers are sorted largest first.</summary>
public record RowColumn<TRow>(string Name, Func<TRow, IComparable?> Value, bool IsNumber = true);
