using System.Globalization;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Tests.Ops.Telemetry;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Benchmarks.Backlog;

/// <summary>
/// <c>./bench.sh telemetry</c>: what traces, metrics and logs to a collector cost ingest. The same backlog without and with them, A B B A. What
/// is always on (<c>/metrics</c>, the pipeline's past) <c>./bench.sh backlog --against COMMIT</c> compares with a commit that lacks it.
/// </summary>
internal static class TelemetryBenchmark
{
    private const double Least = 0.97;
    private const int Pairs = 2;

    public static async Task RunAsync(Report report)
    {
        await using var topic = await BacklogTopic.FillAsync();
        await using var collector = await OtlpReceiver.StartAsync();
        (string, string)[] telemetry =
            [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.AbsoluteUri), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")];
        List<double> without = [], with = [];
        for (var pair = 0; pair < Pairs; pair++)
        {
            foreach (var isOn in pair % 2 == 0 ? new[] { false, true } : [true, false])
            {
                (isOn ? with : without).Add(BacklogTerminal.Drain(TerminalProcess.Assembly, topic, isOn ? telemetry : []).Rate);
            }
        }

        if (collector.Traces.IsEmpty || collector.Metrics.IsEmpty)
        {
            throw new InvalidOperationException("Nothing came to the collector, so nothing was measured.");
        }

        var ratio = Stats.Of(with.Zip(without, (one, other) => one / other));
        report.Add(new ResultRow(
            "", "ingest with OpenTelemetry / without", ratio.Median, "x", ratio.Spread,
            string.Create(CultureInfo.InvariantCulture, $"{Stats.Of(with).Median:#,0} and {Stats.Of(without).Median:#,0} msg/s; the collector on the same machine"),
            $"≥ {Least.ToString(CultureInfo.InvariantCulture)}", ratio.Median >= Least));
    }
}
