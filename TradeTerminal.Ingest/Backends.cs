using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Embedded.Postgres;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Ingest;

/// <summary>
/// Kafka and PostgreSQL as this terminal uses them: the configured ones, or ones started here and stopped
/// with the terminal. Registered first, so started before and stopped after everything that needs them.
/// </summary>
public sealed partial class Backends(
    string connectionString,
    string dataDirectory,
    IOptions<KafkaOptions> kafkaOptions,
    IOptions<StorageOptions> storageOptions,
    IOptionsMonitor<FeedOptions> feedOptions,
    ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private const int EmbeddedPartitions = 4;

    private DataDirectory? _directory;
    private EmbeddedPostgres? _postgres;
    private EmbeddedKafka? _broker;
    private KafkaEndpoint? _kafka;
    private DatabaseEndpoint? _database;

    public KafkaEndpoint Kafka => _kafka ?? throw new InvalidOperationException("Kafka's address is not known before start.");

    public DatabaseEndpoint Database =>
        _database ?? throw new InvalidOperationException("The database's address is not known before start.");

    /// <summary>
    /// What is wrong when one is embedded and the other configured: most likely a setting was lost on the way here. Null when
    /// they go together.
    /// </summary>
    public string? Mismatch => (Kafka.IsEmbedded, Database.IsEmbedded) switch
    {
        (true, false) => "Kafka:BootstrapServers is not set but ConnectionStrings:Trades is: an embedded broker feeds a database that is not this terminal's own. Nothing is produced by itself.",
        (false, true) => "ConnectionStrings:Trades is not set but Kafka:BootstrapServers is: what is read from that Kafka goes into an embedded database on this machine.",
        _ => null,
    };

    /// <summary>The embedded broker; null with a configured cluster.</summary>
    internal EmbeddedKafka? Broker => _broker;

    /// <summary>Where the embedded server keeps its data; null with a configured one.</summary>
    public string? DataPath => _directory?.Path;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _kafka = kafkaOptions.Value.BootstrapServers is { Length: > 0 } servers
            ? new KafkaEndpoint("external", servers, null)
            : StartBroker();
        _database = connectionString.Length > 0
            ? new DatabaseEndpoint("external", connectionString)
            : await StartPostgresAsync(cancellationToken).ConfigureAwait(false);
        if (Mismatch is { } mismatch)
        {
            LogMismatch(loggers.CreateLogger<Backends>(), mismatch);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync().ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        _broker?.Dispose();
        _broker = null;
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync().ConfigureAwait(false);
            _postgres = null;
        }

        _directory?.Dispose();
        _directory = null;
    }

    private KafkaEndpoint StartBroker()
    {
        var topics = FeedCatalog.All.Select(feed => feedOptions.Get(feed.Section).Topic).Distinct()
            .ToDictionary(topic => topic, _ => EmbeddedPartitions);
        foreach (var kind in Enum.GetValues<AlertKind>())
        {
            // One partition keeps alerts in order; they are few.
            topics.TryAdd(kind.Topic(), 1);
        }

        _broker = EmbeddedKafka.Start(topics, loggers.CreateLogger<EmbeddedKafka>());
        return new KafkaEndpoint("embedded", _broker.BootstrapServers, _broker.ClusterId);
    }

    private async Task<DatabaseEndpoint> StartPostgresAsync(CancellationToken cancellationToken)
    {
        _directory = DataDirectory.Claim(DataFolder(dataDirectory), loggers.CreateLogger<DataDirectory>());
        _postgres = await EmbeddedPostgres.StartAsync(
            _directory.Path, PostgresBinaries.Find(storageOptions.Value.PostgresBinaries),
            loggers.CreateLogger<EmbeddedPostgres>(), cancellationToken)
            .ConfigureAwait(false);
        _postgres.KeepRunning();
        return new DatabaseEndpoint("embedded", _postgres.ConnectionString);
    }

    /// <summary>Where an embedded server keeps its data, unless another terminal holds that folder.</summary>
    /// <param name="configured"><c>Terminal:DataDirectory</c>; may be empty.</param>
    public static string DataFolder(string configured) => configured.Length > 0 ? Path.GetFullPath(configured, AppContext.BaseDirectory) : Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "TradeTerminal");

    [LoggerMessage(LogLevel.Warning, "{Mismatch}")]
    private static partial void LogMismatch(ILogger logger, string mismatch);
}
