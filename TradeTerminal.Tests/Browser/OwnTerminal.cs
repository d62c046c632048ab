using System.Net.Http.Json;
using System.Text.Json;
using Confluent.Kafka;
using Npgsql;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Browser;

/// <summary>
/// The executable with its embedded servers and a data folder of its own. It can be ended and started again where it was.
/// </summary>
internal sealed class OwnTerminal : IAsyncDisposable
{
    /// <summary>Enough to be live; what browsers and servers do with more would slow down the tests beside.</summary>
    private const int UsualRate = 5;
    private const int UsualTickers = 7;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _settings;
    private readonly HttpClient _http = new() { Timeout = Patience.Limit };
    private TerminalProcess? _process;

    private readonly bool _producesTrades;

    private OwnTerminal(bool producesTrades, bool isUntouched)
    {
        _producesTrades = producesTrades;
        _settings = new() { ["Terminal:DataDirectory"] = _folder.Path };
        if (!isUntouched)
        {
            _settings["Producer:AutoStart"] = "false";
        }
    }

    internal TerminalProcess Process => _process!;

    internal Uri Address => Process.Address;

    private string DatabaseFolder => new PostgresFolder(_folder.Path).Data;

    /// <summary>Nothing is produced by itself but trades, if asked for.</summary>
    internal static Task<OwnTerminal> StartAsync(bool producesTrades) => StartAsync(new OwnTerminal(producesTrades, isUntouched: false));

    /// <summary>As whoever has set nothing gets it.</summary>
    internal static Task<OwnTerminal> StartUntouchedAsync() => StartAsync(new OwnTerminal(producesTrades: false, isUntouched: true));

    private static async Task<OwnTerminal> StartAsync(OwnTerminal terminal)
    {
        try
        {
            await terminal.StartAgainAsync();
            return terminal;
        }
        catch
        {
            await terminal.DisposeAsync();
            throw;
        }
    }

    /// <summary>With the same data, at the address of the last one if there was one.</summary>
    internal async Task StartAgainAsync()
    {
        _process = await TerminalProcess.StartAsync(_settings, StartLimit, _process?.Address);
        if (_producesTrades)
        {
            using var started = await _http.PostAsJsonAsync(new Uri(Address, "/api/producer/start"), new { });
            started.EnsureSuccessStatusCode();
        }
    }

    internal async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Postmaster.Find(DatabaseFolder)!.Port,
            Database = EmbeddedPostgres.Name,
            Username = EmbeddedPostgres.Name,
            Password = new PostgresFolder(_folder.Path).Password.Value,
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    internal async Task<JsonElement> GetAsync(string path) =>
        await _http.GetFromJsonAsync<JsonElement>(new Uri(Address, path));

    internal async Task<string> GetPageAsync(string path) => await _http.GetStringAsync(new Uri(Address, path));

    internal async Task SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        request.Content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    internal Task RunProducerAsync(int rate, params string[] tickers) => PostAsync("api/producer/start", new { rate, tickers });

    /// <summary>As much as the tape, and every ticker's chart, can show.</summary>
    internal async Task FillAsync()
    {
        await RunProducerAsync(1_000);
        await Eventually.TrueAsync(
            async () => (await GetAsync("/api/summary?tickers=MSFT")).GetProperty("trades").GetInt32() == 200, () => "There are trades");
    }

    /// <summary>Some trades, and nothing else.</summary>
    internal async Task ProduceAsUsualAsync()
    {
        foreach (var producer in (await GetAsync("/api/producers")).EnumerateArray())
        {
            var (name, running) = (producer.GetProperty("name").GetString()!, producer.GetProperty("running").GetBoolean());
            if (name == "trades")
            {
                var isUsual = running && producer.GetProperty("rate").GetInt32() == UsualRate
                    && producer.GetProperty("symbols").GetArrayLength() == UsualTickers && producer.GetProperty("seed").GetInt32() == 0;
                await (isUsual ? Task.CompletedTask : RunProducerAsync(UsualRate));
            }
            else if (running)
            {
                await StopProducerAsync(name);
            }
        }
    }

    internal async Task DeleteLevelsAsync()
    {
        foreach (var level in (await GetAsync("api/levels")).EnumerateArray())
        {
            await SendAsync(HttpMethod.Delete, $"api/levels/{level.GetProperty("levelId").GetString()}");
        }
    }

    /// <summary>Another producer than that of trades, by name; a step each so many seconds.</summary>
    /// <remarks>With a seed it has a livelier market of its own.</remarks>
    internal Task StartProducerAsync(string name, double interval, int? seed = null) =>
        PostAsync($"api/producers/{name}/start", new { interval, seed });

    internal Task StopProducerAsync(string name) => PostAsync($"api/producers/{name}/stop", new { });

    /// <summary>Once it has ended where a test before has begun it.</summary>
    internal async Task PlayScenarioAsync(string name)
    {
        await Eventually.TrueAsync(
            async () => (await GetAsync($"api/scenarios/{name}")).GetProperty("verdict").GetString() != "running", () => $"{name} ends");
        await PostAsync($"api/scenarios/{name}", new { });
    }

    /// <summary>Stops the producer; on return, everything the topic holds is in the database.</summary>
    internal async Task StandStillAsync()
    {
        await PostAsync("api/producer/stop", new { });
        await WhenCaughtUpAsync();
    }

    /// <summary>Sends messages as anyone can; on return they are stored or rejected.</summary>
    internal async Task SendAsync(IEnumerable<string> messages)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = await BrokersAsync(), LingerMs = 5 })
            .Build();
        await Task.WhenAll(messages.Select(message => producer.ProduceAsync("orders", new Message<Null, string> { Value = message })));
        await WhenCaughtUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await using var process = _process;
            if (!process.HasExited)
            {
                await process.StopAsync();
            }
        }

        if (Postmaster.Find(DatabaseFolder) is { } server)
        {
            await server.KillAsync(CancellationToken.None);
        }

        _http.Dispose();
        _folder.Dispose();
    }

    private async Task PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(Address, path), body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    private async Task<string> BrokersAsync() =>
        (await GetAsync("api/status")).GetProperty("kafka").GetProperty("bootstrapServers").GetString()!;

    private async Task WhenCaughtUpAsync()
    {
        using var consumer = new ConsumerBuilder<Null, Null>(
            new ConsumerConfig { BootstrapServers = await BrokersAsync(), GroupId = "test" }).Build();
        var ends = Enumerable.Range(0, 4).ToDictionary(partition => partition, partition => consumer
            .QueryWatermarkOffsets(new TopicPartition("orders", partition), TimeSpan.FromSeconds(10)).High.Value);
        await Eventually.TrueAsync(
            async () => (await GetAsync("api/status")).GetProperty("feeds")[0].GetProperty("partitions").EnumerateArray()
                .Count(partition => partition.GetProperty("nextOffset").GetInt64() >= ends[partition.GetProperty("partition").GetInt32()]) == ends.Count,
            () => $"Everything sent is stored.\n{Process.Output}");
    }
}
