using System.Globalization;

namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>Prometheus' text format, such as <c>heap_bytes{generation="gen2"} 1024</c>: values by name and labels as written.</summary>
internal static class MetricsText
{
    public static Dictionary<string, double> Parse(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .Select(line => (Line: line, End: line.LastIndexOf(' ')))
        .ToDictionary(
            at => at.Line[..at.End],
            at => double.Parse(at.Line[(at.End + 1)..], CultureInfo.InvariantCulture),
            StringComparer.Ordinal);
}
