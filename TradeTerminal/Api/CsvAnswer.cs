using System.Globalization;
using System.Text;
using TradeTerminal.History.Data;

namespace TradeTerminal.Api;

/// <summary>A small table as a file. What a spreadsheet would take for a formula gets an apostrophe before it.</summary>
internal static class CsvAnswer
{
    /// <param name="name">Of the file, before the time of the answer.</param>
    /// <param name="utcNow">That time.</param>
    /// <param name="header">Names of the columns.</param>
    /// <param name="rows">Cells as they are; those of text by <see cref="TradeCsv.Cell"/>.</param>
    public static IResult Of(string name, DateTime utcNow, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(header))
        {
            text.AppendJoin(',', row).Append("\r\n");
        }

        return TypedResults.File(
            Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"{name}-{utcNow:yyyyMMdd-HHmmss}Z.csv"));
    }

    /// <summary>A time to the millisecond; empty for null.</summary>
    public static string Time(DateTime? time) => time?.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) ?? "";

    public static string Number(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
