using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;

namespace TradeTerminal.Tests.Judges;

/// <summary>
/// Debian's Burrow over a Kafka: it reads what consumers have committed to Kafka, as lag tools do, and asks the brokers for the ends of the log.
/// </summary>
internal sealed class Burrow : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http;
    private readonly Process _process;

    private Burrow(ApacheKafka kafka)
    {
        var port = Ports.Free();
        // Without a file for its own log it writes into one of the system.
        File.WriteAllText(_folder.File("burrow.toml"), $"""
            [general]
            pidfile="{_folder.File("burrow.pid")}"
            [logging]
            filename="{_folder.File("burrow.log")}"
            level="info"
            [zookeeper]
            servers=["{kafka.ZooKeeper}"]
            timeout=6
            root-path="/burrow"
            [client-profile.tests]
            client-id="burrow"
            kafka-version="0.9.0.1"
            [cluster.tests]
            class-name="kafka"
            servers=["{kafka.BootstrapServers}"]
            client-profile="tests"
            topic-refresh=5
            offset-refresh=1
            [consumer.tests]
            class-name="kafka"
            cluster="tests"
            servers=["{kafka.BootstrapServers}"]
            client-profile="tests"
            [httpserver.default]
            address="127.0.0.1:{port}"
            [storage.default]
            class-name="inmemory"
            min-distance=1
            """);
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/v3/kafka/tests/consumer/") };
        _process = Process.Start(new ProcessStartInfo(Judge.Program("Burrow"), ["--config-dir", _folder.Path]) { RedirectStandardOutput = true })!;
        _process.BeginOutputReadLine();
    }

    internal static Burrow Start(ApacheKafka kafka) => new(kafka);

    /// <summary>Of each partition the messages a group has not committed, and the offset it has; empty while the group is not known.</summary>
    internal async Task<IReadOnlyDictionary<int, (long Lag, long Committed)>> LagAsync(string group)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri($"{group}/lag", UriKind.Relative));
            if (!response.IsSuccessStatusCode)
            {
                return new Dictionary<int, (long, long)>();
            }

            var status = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status");
            return status.GetProperty("partitions").EnumerateArray()
                .Where(one => one.GetProperty("end").ValueKind == JsonValueKind.Object)
                .ToDictionary(
                    one => one.GetProperty("partition").GetInt32(),
                    one => (one.GetProperty("current_lag").GetInt64(), one.GetProperty("end").GetProperty("offset").GetInt64()));
        }
        catch (HttpRequestException)
        {
            return new Dictionary<int, (long, long)>();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    internal static string Words(IReadOnlyDictionary<int, (long Lag, long Committed)> seen) => string.Join(
        ", ", seen.OrderBy(one => one.Key).Select(one => string.Create(
            CultureInfo.InvariantCulture, $"{one.Key}: {one.Value.Lag} behind {one.Value.Committed}")));
}
