using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using TradeTerminal.Ops.Metrics;

namespace TradeTerminal.Tests.Ops;

public sealed class MetricFamilyTests : IDisposable
{
    private readonly Meter _meter = new("test");

    public void Dispose() => _meter.Dispose();

    [Theory]
    [InlineData("feed.lag", "s", false, "feed_lag_seconds")]
    [InlineData("feed.accepted", "{trade}", true, "feed_accepted_total")]
    [InlineData("memory.working_set", "By", false, "memory_working_set_bytes")]
    [InlineData("wait.time", "ms", true, "wait_time_milliseconds_total")]
    [InlineData("duration_seconds", "s", false, "duration_seconds")]
    public void Name_Instrument_FollowsTheConventions(string instrument, string unit, bool isCounter, string name) =>
        Assert.Equal(name, PrometheusText.Name(instrument, unit, isCounter));

    [Fact]
    public void Labels_AwkwardValues_AreEscapedAndSorted() =>
        Assert.Equal(
            "a_b=\"line\\nbreak\",z=\"back\\\\slash \\\"quoted\\\"\"",
            PrometheusText.Labels(
                [KeyValuePair.Create("z", (object?)"back\\slash \"quoted\""), KeyValuePair.Create("a.b", (object?)"line\nbreak")]));

    [Fact]
    public void WriteTo_Histogram_CountsUpThroughTheBuckets()
    {
        var family = MetricFamily.TryCreate(_meter.CreateHistogram<double>(
            "write", "s", "Writes", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2] }))!;
        foreach (var value in new[] { 0.5, 1, 1.5, 9 })
        {
            family.Record(value, []);
        }

        Assert.Equal(
            """
            # HELP write_seconds Writes
            # TYPE write_seconds histogram
            write_seconds_bucket{le="1"} 2
            write_seconds_bucket{le="2"} 3
            write_seconds_bucket{le="+Inf"} 4
            write_seconds_sum 12
            write_seconds_count 4

            """, Text(family));
    }

    [Fact]
    public void Record_MoreLabelsThanAreKept_AddsTheRestUpAsOther()
    {
        var family = MetricFamily.TryCreate(_meter.CreateCounter<long>("hits"))!;
        for (var i = 0; i < 2 * MetricFamily.MostSeries; i++)
        {
            family.Record(1, [KeyValuePair.Create("route", (object?)i.ToString(CultureInfo.InvariantCulture))]);
        }

        var lines = Text(family).Split('\n').Where(line => line.StartsWith("hits_total{", StringComparison.Ordinal)).ToList();
        Assert.Equal(MetricFamily.MostSeries + 1, lines.Count);
        Assert.Contains($"hits_total{{other=\"true\"}} {MetricFamily.MostSeries}", lines);
    }

    [Fact]
    public void Record_ObservedWithMoreLabelsThanAreKept_AddsThemUpOnceAScrape()
    {
        var family = MetricFamily.TryCreate(_meter.CreateObservableGauge("lag", () => 0L))!;
        for (var scrape = 0; scrape < 2; scrape++)
        {
            family.BeginScrape();
            for (var i = 0; i < MetricFamily.MostSeries + 3; i++)
            {
                family.Record(7, [KeyValuePair.Create("partition", (object?)i)]);
            }
        }

        Assert.Contains("lag{other=\"true\"} 21\n", Text(family), StringComparison.Ordinal);
    }

    private static string Text(MetricFamily family)
    {
        var text = new StringBuilder();
        family.WriteTo(text);
        return text.ToString();
    }
}
