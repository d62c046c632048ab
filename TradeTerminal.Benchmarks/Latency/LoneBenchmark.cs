using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using TradeTerminal.Benchmarks.Measure;
using TradeTerminal.Tests.Support.Brokers;

namespace TradeTerminal.Benchmarks.Latency;

/// <summary>
/// One trade at a time on a real Apache Kafka whose other partitions are quiet, from before it is sent until
/// <c>/api/trades</c> has it. In a busy market a fetch is answered at once; here it is not.
/// </summary>
internal static class LoneBenchmark
{
    private const int Trades = 60;
    private const double TargetMilliseconds = 60;

    public static async Task RunAsync(Report report)
    {
        await using var kafka = await ApacheKafka.StartAsync();
        foreach (var partitions in new[] { 4, 40 })
        {
            var topic = $"lone{partitions}";
            await kafka.CreateTopicAsync(topic, partitions);
            var settings = kafka.ClientSettings.Select(
                pair => KeyValuePair.Create($"Kafka:Client:{pair.Key.Replace('.', '_')}", pair.Value));
            await using var terminal = await LiveTerminal.StartAloneAsync(
                [.. settings, new("Kafka:BootstrapServers", kafka.BootstrapServers), new("Feeds:Trades:Topic", topic)]);
            using var producer = new ProducerBuilder<Null, byte[]>(
                new ProducerConfig(kafka.ClientSettings.ToDictionary()) { BootstrapServers = kafka.BootstrapServers, LingerMs = 0, Partitioner = Partitioner.Random })
                .SetLogHandler((_, _) => { }).Build();
            await MeasureAsync(terminal, producer, topic);
            List<double> times = [];
            var random = new Random(9);
            for (var i = 0; i < Trades; i++)
            {
                await Task.Delay(random.Next(300, 900));
                times.Add(await MeasureAsync(terminal, producer, topic));
            }

            times.Sort();
            var (median, worst90) = (times[Trades / 2], times[(Trades * 9) / 10]);
            report.Say(
                string.Create(CultureInfo.InvariantCulture,
                    $"{partitions} quiet partitions: p50 {median:F1} ms, p90 {worst90:F1} ms, largest {times[^1]:F1} ms"));
            report.Add(new ResultRow(
                "", $"lone trade to the API, {partitions} quiet partitions, p90", worst90, "ms", 0,
                "1,521 ms with 4, when each partition's lag was asked in turn",
                $"<= {TargetMilliseconds} ms", worst90 <= TargetMilliseconds));
        }
    }

    private static async Task<double> MeasureAsync(LiveTerminal terminal, IProducer<Null, byte[]> producer, string topic)
    {
        var id = Guid.NewGuid().ToString();
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"trade_id":"{{id}}","ticker":"LONE","price":189.5,"volume":10,"side":"buy","timestamp":"{{DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.ffffffZ}}"}""");
        var started = Stopwatch.GetTimestamp();
        producer.Produce(topic, new Message<Null, byte[]> { Value = Encoding.UTF8.GetBytes(message) });
        var limit = TimeSpan.FromSeconds(120);
        while (!(await terminal.Http.GetStringAsync(new Uri("api/trades?tickers=LONE&limit=1", UriKind.Relative))).Contains(id, StringComparison.Ordinal))
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"A lone trade was not there after {limit.TotalSeconds} s.");
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
