using System.Globalization;
using System.Text.Json;

namespace TradeTerminal.Benchmarks.Measure;

/// <summary>Prints each row as soon as it is measured; with <c>--json</c> one array at the end.</summary>
internal sealed class Report(bool json)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly List<ResultRow> _rows = [];

    public void Add(ResultRow row)
    {
        _rows.Add(row);
        if (!json)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Number,-4} {row.Measure,-62} {row.Value,12:#,0.##} {row.Unit,-10} ±{row.Spread,4:P0}  {row.Target,-16} {row.Verdict}"));
            Console.WriteLine($"       against: {row.Against}");
        }
    }

    public void Say(string text) => (json ? Console.Error : Console.Out).WriteLine(text);

    public void Finish()
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(_rows, Options));
        }
    }
}
