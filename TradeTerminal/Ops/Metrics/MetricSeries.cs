using System.Globalization;
using System.Text;

namespace TradeTerminal.Ops.Metrics;

/// <summary>The value, or with <paramref name="bounds"/> the distribution, of one set of labels.</summary>
internal sealed class MetricSeries(double[]? bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[(bounds?.Length ?? 0) + 1];
    private double _value;

    public void Record(double value, bool adds)
    {
        lock (_lock)
        {
            _value = adds ? _value + value : value;
            if (bounds is not null)
            {
                var at = Array.BinarySearch(bounds, value);
                _counts[at < 0 ? ~at : at]++;
            }
        }
    }

    public void WriteTo(StringBuilder text, string name, string labels)
    {
        lock (_lock)
        {
            if (bounds is null)
            {
                Line(text, name, labels, _value);
                return;
            }

            var (count, comma) = (0L, labels.Length > 0 ? "," : "");
            for (var i = 0; i < _counts.Length; i++)
            {
                count += _counts[i];
                var bound = i < bounds.Length ? bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                Line(text, name + "_bucket", $"{labels}{comma}le=\"{bound}\"", count);
            }

            Line(text, name + "_sum", labels, _value);
            Line(text, name + "_count", labels, count);
        }
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(CultureInfo.InvariantCulture, $" {value}\n");
    }
}
