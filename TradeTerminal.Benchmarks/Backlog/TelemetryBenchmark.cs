using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TradeTerminal.Benchmarks.Measure;
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
        var received = 0L;
        await using var collector = Collector(bytes => Interlocked.Add(ref received, bytes));
        await collector.StartAsync();
        (string, string)[] telemetry =
            [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")];
        List<double> without = [], with = [];
        for (var pair = 0; pair < Pairs; pair++)
        {
            foreach (var isOn in pair % 2 == 0 ? new[] { false, true } : [true, false])
            {
                (isOn ? with : without).Add(BacklogTerminal.Drain(TerminalProcess.Assembly, topic, isOn ? telemetry : []).Rate);
            }
        }

        if (received == 0)
        {
            throw new InvalidOperationException("Nothing came to the collector, so nothing was measured.");
        }

        var ratio = Stats.Of(with.Zip(without, (one, other) => one / other));
        report.Add(new ResultRow(
            "", "ingest with OpenTelemetry / without", ratio.Median, "x", ratio.Spread,
            string.Create(CultureInfo.InvariantCulture, $"{Stats.Of(with).Median:#,0} and {Stats.Of(without).Median:#,0} msg/s; {received / 1024.0 / Pairs:#,0} KB a run to a collector on the same machine"),
            $"≥ {Least.ToString(CultureInfo.InvariantCulture)}", ratio.Median >= Least));
    }

    /// <summary>Takes what comes and throws it away.</summary>
    private static WebApplication Collector(Action<long> took)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/{kind}", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            took(body.Length);
            context.Response.ContentType = "application/x-protobuf";
        });
        return app;
    }
}
