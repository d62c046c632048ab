using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Support.Terminals;

/// <summary>
/// The whole terminal, listening on a port of its own, with its in-process broker and without synthetic
/// trades unless asked for.
/// </summary>
internal sealed class RunningTerminal : IAsyncDisposable
{
    private readonly Factory _factory;
    private IProducer<string?, byte[]?>? _producer;

    private RunningTerminal(Factory factory)
    {
        _factory = factory;
        Client = factory.CreateClient();
    }

    public HttpClient Client { get; }

    public Uri Address => Client.BaseAddress!;

    public IServiceProvider Services => _factory.Services;

    /// <summary>Starts it on this database; further settings win over these.</summary>
    public static RunningTerminal Start(string connectionString, params (string Key, string Value)[] settings)
    {
        var factory = new Factory(
        [
            ("urls", "http://127.0.0.1:0"), ("environment", "Production"), ("Logging:LogLevel:Default", "Warning"),
            .. Usual(connectionString), .. settings,
        ]);
        factory.UseKestrel();
        factory.StartServer();
        return new RunningTerminal(factory);
    }

    /// <summary>Settings of any terminal in this process: trades alone, of those that a test sends.</summary>
    internal static IEnumerable<(string Key, string Value)> Usual(string connectionString) =>
        [("ConnectionStrings:Trades", connectionString), ("Producer:AutoStart", "false"), .. OtherFeeds.Off()];

    /// <summary>The wire form of a trade with an id of its own.</summary>
    public static string Trade(
        string ticker = "AAPL", string price = "189.50", long volume = 10, string side = "buy", DateTime? at = null,
        Guid? id = null) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"trade_id":"{{id ?? Guid.NewGuid()}}","ticker":"{{ticker}}","price":{{price}},"volume":{{volume}},"side":"{{side}}","timestamp":"{{at ?? DateTime.UtcNow:yyyy-MM-ddTHH:mm:ss.ffffffZ}}"}""");

    public Task ProduceAsync(params string[] messages) => ProduceAsync(messages.Select(Encoding.UTF8.GetBytes));

    /// <summary>Sends messages and returns when each is stored or rejected.</summary>
    public async Task ProduceAsync(IEnumerable<byte[]?> messages)
    {
        _producer ??= new ProducerBuilder<string?, byte[]?>(new ProducerConfig
        {
            BootstrapServers = ((Backends)Services.GetService(typeof(Backends))!).Kafka.BootstrapServers,
            LingerMs = 1,
        }).Build();
        var gauge = ((FeedGauges)Services.GetService(typeof(FeedGauges))!).Trades;
        await WaitForAsync(() => gauge.Current.Phase == FeedPhase.Running);
        var sent = await Task.WhenAll(
            messages.Select(message => _producer.ProduceAsync("orders", new Message<string?, byte[]?> { Value = message })));
        await WaitForAsync(() => sent.All(report => gauge.Current.Partitions.Any(
            partition => partition.Position.Partition == report.Partition.Value && partition.Position.NextOffset > report.Offset.Value)));
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.True(response.IsSuccessStatusCode, $"{path}: {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static Task WaitForAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Eventually.TrueAsync(condition, () => what);

    public async ValueTask DisposeAsync()
    {
        _producer?.Dispose();
        Client.Dispose();
        await _factory.DisposeAsync();
    }

    private sealed class Factory((string Key, string Value)[] settings) : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
        }
    }
}
