using System.Collections.Immutable;
using System.Text.Json;

namespace TradeTerminal.Producers;

/// <summary>
/// Sent events as a table: a column per field that one of them has, in the order the fields come, and a row per
/// event with the values as they were sent; an empty cell where an event lacks the field.
/// </summary>
internal sealed record SentTable(ImmutableArray<string> Columns, ImmutableArray<SentTable.Row> Rows)
{
    public static SentTable Of(IEnumerable<SentEvent> events)
    {
        var columns = new List<string>();
        var rows = new List<(SentEvent Event, Dictionary<string, Cell> Cells)>();
        foreach (var sent in events)
        {
            using var json = JsonDocument.Parse(sent.Value);
            var cells = json.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => new Cell(
                field.Value.ToString(), field.Value.ValueKind == JsonValueKind.Number));
            columns.AddRange(cells.Keys.Except(columns));
            rows.Add((sent, cells));
        }

        return new SentTable(
            [.. columns], [.. rows.Select(row => new Row(row.Event, [.. columns.Select(column => row.Cells.GetValueOrDefault(column))]))]);
    }

    internal readonly record struct Cell(string? Text, bool IsNumber);

    internal sealed record Row(SentEvent Event, ImmutableArray<Cell> Cells);
}
