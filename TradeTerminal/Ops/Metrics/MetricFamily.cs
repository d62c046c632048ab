using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace TradeTerminal.Ops.Metrics;

/// <summary>
/// One instrument with a series for each set of labels. Holds at most <see cref="MostSeries"/>: what has labels past
/// that is added up under <c>other="true"</c>, so that sums stay right and no client can fill the memory with routes it makes up.
/// </summary>
internal sealed class MetricFamily
{
    public const int MostSeries = 1_000;

    private const string Other = "other=\"true\"";

    /// <summary>In seconds, from a write of a few rows to a batch that waited for the disk.</summary>
    private static readonly double[] DefaultBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly string _help;
    private readonly string _kind;
    private readonly bool _adds;
    private readonly bool _isObservable;
    private readonly double[]? _bounds;

    private MetricFamily(Instrument instrument, string kind, bool adds)
    {
        Name = PrometheusText.Name(instrument.Name, instrument.Unit, kind == "counter");
        _help = instrument.Description ?? instrument.Name;
        _kind = kind;
        _adds = adds;
        _isObservable = instrument.IsObservable;
        _bounds = kind == "histogram" ? Bounds(instrument) : null;
    }

    public string Name { get; }

    /// <summary>Null for a kind of instrument this can't show.</summary>
    public static MetricFamily? TryCreate(Instrument instrument)
    {
        var type = instrument.GetType();
        if (!type.IsGenericType)
        {
            return null;
        }

        var shape = type.GetGenericTypeDefinition();
        return shape == typeof(Counter<>) ? new MetricFamily(instrument, "counter", adds: true)
            : shape == typeof(ObservableCounter<>) ? new MetricFamily(instrument, "counter", adds: false)
            : shape == typeof(UpDownCounter<>) ? new MetricFamily(instrument, "gauge", adds: true)
            : shape == typeof(Histogram<>) ? new MetricFamily(instrument, "histogram", adds: true)
            : shape == typeof(Gauge<>) || shape == typeof(ObservableGauge<>) || shape == typeof(ObservableUpDownCounter<>)
                ? new MetricFamily(instrument, "gauge", adds: false)
            : null;
    }

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = PrometheusText.Labels(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            if (_series.Count >= MostSeries)
            {
                AddToOther(value);
                return;
            }

            series = _series.GetOrAdd(labels, new MetricSeries(_bounds));
        }

        series.Record(value, _adds);
    }

    /// <summary>A value that is set, not added, is nobody's among others; what is observed is there once a scrape.</summary>
    private void AddToOther(double value)
    {
        if (_adds || _isObservable)
        {
            _series.GetOrAdd(Other, _ => new MetricSeries(_bounds)).Record(value, adds: true);
        }
    }

    /// <summary>What is observed is asked for anew each time: labels that are gone must not stay.</summary>
    public void BeginScrape()
    {
        if (_isObservable)
        {
            _series.Clear();
        }
    }

    public void WriteTo(StringBuilder text)
    {
        if (_series.IsEmpty)
        {
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {PrometheusText.Help(_help)}\n# TYPE {Name} {_kind}\n");
        foreach (var (labels, series) in _series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            series.WriteTo(text, Name, labels);
        }
    }

    private static double[] Bounds(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        _ => DefaultBounds,
    };
}
