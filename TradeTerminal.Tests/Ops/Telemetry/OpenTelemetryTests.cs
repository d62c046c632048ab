using System.Net.Http.Json;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using TradeTerminal.Configuration;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Tracing;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Ops.Telemetry;

public sealed class OpenTelemetryTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Endpoint_Set_BringsTheWayOfATradeMetricsAndLogs()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var database = await postgres.CreateDatabaseAsync();
        await using var terminal = RunningTerminal.Start(
            database.ConnectionString, ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address.ToString()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_BLRP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
            ("Logging:LogLevel:Default", "Information"));
        (await terminal.Client.PostAsJsonAsync(new Uri("/api/producer/start", UriKind.Relative), new { rate = 50, tickers = new[] { "AAPL" } })).EnsureSuccessStatusCode();

        IReadOnlyList<OtlpSpan> way = [];
        await Eventually.TrueAsync(() => (way = Way(receiver.Spans())).Count == 4, () => $"the four spans: {string.Join(", ", receiver.Spans().Select(span => span.Name).Distinct())}");

        Assert.Equal(["send orders", "receive orders", "commit orders", "publish orders"], way.Select(span => span.Name));
        Assert.All(receiver.Spans(), span => Assert.InRange(span.Links.Count, 0, BatchTrace.MostLinks));
        Assert.True(way[0].Start <= way[1].Start && way[1].Start <= way[2].Start && way[2].End <= way[3].End);
        await Eventually.TrueAsync(() => Has(receiver.Metrics, "trade_terminal") || Has(receiver.Metrics, "feed"), () => "metrics");
        await Eventually.TrueAsync(() => Has(receiver.Logs, "Reading topic orders"), () => "logs");
        Assert.True(Has(receiver.Traces, "trade-terminal"));
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", Header(terminal)!);
    }

    [Fact]
    public async Task Endpoint_None_MakesNoSpanAndNoHeader()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var terminal = RunningTerminal.Start(database.ConnectionString);
        (await terminal.Client.PostAsJsonAsync(new Uri("/api/producer/start", UriKind.Relative), new { rate = 50, tickers = new[] { "AAPL" } })).EnsureSuccessStatusCode();

        await Eventually.TrueAsync(async () => (await terminal.GetAsync("/api/trades?limit=1")).GetArrayLength() == 1, () => "a trade");

        Assert.Null(Header(terminal));
    }

    [Theory]
    [InlineData("http://localhost:4317", 0)]
    [InlineData("", 0)]
    [InlineData("localhost:4317", 1)]
    public void Endpoint_NoAddress_IsAWrongSetting(string endpoint, int problems)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint };

        Assert.Equal(problems, SettingsCheck.Find(configuration).Count(problem => problem.Key == "OTEL_EXPORTER_OTLP_ENDPOINT"));
    }

    /// <summary>From a message to the snapshot that shows it, as far as they have arrived.</summary>
    private static IReadOnlyList<OtlpSpan> Way(IReadOnlyList<OtlpSpan> spans)
    {
        foreach (var received in spans.Where(span => span.Name == "receive orders" && span.Links.Count > 0))
        {
            var sent = spans.FirstOrDefault(span => span.Name == "send orders" && received.Links.Contains(span.SpanId));
            var commit = spans.FirstOrDefault(span => span.Name == "commit orders" && span.ParentId == received.SpanId);
            var published = spans.FirstOrDefault(span => span.Name == "publish orders" && span.ParentId == commit?.SpanId);
            if (sent is not null && commit is not null && published is not null)
            {
                return [sent, received, commit, published];
            }
        }

        return [];
    }

    private static bool Has(IEnumerable<byte[]> requests, string text) =>
        requests.Any(request => request.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    /// <summary>Of the first message in the log; null when it has none.</summary>
    private static string? Header(RunningTerminal terminal)
    {
        var config = terminal.Services.GetRequiredService<KafkaClients>().Consumer();
        config.ConsumeResultFields = "headers";
        config.EnablePartitionEof = false;
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(config).Build();
        consumer.Assign(Enumerable.Range(0, 4).Select(partition => new TopicPartitionOffset("orders", partition, Offset.Beginning)));
        var read = consumer.Consume(Patience.Limit);
        return read.Message.Headers is { } headers && headers.TryGetLastBytes(Traces.Header, out var value) ? Encoding.ASCII.GetString(value) : null;
    }
}
