using System.Globalization;
using Confluent.Kafka;

namespace TradeTerminal.Tests.Support.Brokers;

/// <summary>
/// A real, durable Apache Kafka 0.9.0.1 with its ZooKeeper, in two Java processes on free ports of this machine. It can be
/// killed and started again on the same port and data. Its jars come from <c>node eng/setup.mjs</c>.
/// </summary>
public sealed class ApacheKafka : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    /// <summary>Nothing runs for long enough to be worth more.</summary>
    private static readonly string[] Short = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];

    private static readonly string[] SmallTool = ["-Xmx128m", .. Short];

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Ports.Free();
    private readonly int _zooKeeperPort = Ports.Free();
    private readonly JavaProcess _zooKeeper;
    private JavaProcess? _broker;

    private ApacheKafka(IEnumerable<KeyValuePair<string, string>> brokerSettings)
    {
        WriteSettings(brokerSettings);
        _zooKeeper = new JavaProcess(
            "org.apache.zookeeper.server.quorum.QuorumPeerMain", [.. SmallTool, LogTo("zookeeper")],
            [_folder.File("zookeeper.properties")]);
    }

    internal static string Libraries { get; } = Path.Combine(Repository.Root, ".cache", "kafka", "libs");

    public string BootstrapServers => $"127.0.0.1:{_port}";

    internal string ZooKeeper => $"127.0.0.1:{_zooKeeperPort}";

    /// <summary>
    /// What a client of librdkafka needs for a broker of this age, as property and value. Beyond that there is no
    /// idempotent producer, no headers and no message timestamps.
    /// </summary>
    public IReadOnlyDictionary<string, string> ClientSettings { get; } = new Dictionary<string, string>
    {
        ["api.version.request"] = "false",
        ["broker.version.fallback"] = "0.9.0.1",
    };

    /// <summary>What consumers need besides.</summary>
    public IReadOnlyDictionary<string, string> ConsumerSettings { get; } = new Dictionary<string, string>
    {
        ["session.timeout.ms"] = "10000",
        ["partition.assignment.strategy"] = "range",
    };

    private JavaProcess Broker => _broker ?? throw new InvalidOperationException("The broker is not running.");

    public static Task<ApacheKafka> StartAsync() => StartAsync([]);

    /// <param name="brokerSettings">As in server.properties; they win over the ones here.</param>
    public static async Task<ApacheKafka> StartAsync(IEnumerable<KeyValuePair<string, string>> brokerSettings)
    {
        if (!Directory.Exists(Libraries))
        {
            throw new InvalidOperationException($"{Libraries} is missing. Run: node eng/setup.mjs");
        }

        var kafka = new ApacheKafka(brokerSettings);
        try
        {
            await kafka.StartBrokerAsync();
            return kafka;
        }
        catch
        {
            await kafka.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the broker in good order; ZooKeeper goes on.</summary>
    public async Task StopAsync()
    {
        await Broker.StopAsync(StopLimit);
        Forget();
    }

    /// <summary>Ends the broker with SIGKILL; ZooKeeper goes on.</summary>
    public Task KillAsync()
    {
        Broker.Kill();
        Forget();
        return Task.CompletedTask;
    }

    /// <summary>Starts the stopped or killed broker again on the same port and data.</summary>
    public async Task RestartAsync()
    {
        if (_broker is not null)
        {
            throw new InvalidOperationException("The broker is running.");
        }

        // A killed broker stays registered until its session ends, and a new one with its number would give up.
        using (var tool = new JavaProcess(
            "org.apache.zookeeper.ZooKeeperMain", [.. SmallTool, LogTo("tool")], ["-server", $"127.0.0.1:{_zooKeeperPort}"]))
        {
            await tool.RunToEndAsync("delete /brokers/ids/0\ndelete /controller\n", StartLimit);
        }

        await StartBrokerAsync();
    }

    /// <summary>Creates a topic and waits until every partition has its leader.</summary>
    public async Task CreateTopicAsync(string topic, int partitions)
    {
        using var tool = new JavaProcess(
            "kafka.admin.TopicCommand",
            [.. SmallTool, LogTo("tool")],
            [
                "--zookeeper", $"127.0.0.1:{_zooKeeperPort}", "--create", "--topic", topic,
                "--partitions", partitions.ToString(CultureInfo.InvariantCulture), "--replication-factor", "1",
            ]);
        await tool.RunToEndAsync("", StartLimit);
        await WaitForAsync(
            admin => admin.GetMetadata(topic, TimeSpan.FromSeconds(5)).Topics[0].Partitions.Count(p => p.Leader >= 0) == partitions);
    }

    /// <summary>Lets a topic grow to this many partitions.</summary>
    public async Task AddPartitionsAsync(string topic, int partitions)
    {
        using var tool = new JavaProcess(
            "kafka.admin.TopicCommand",
            [.. SmallTool, LogTo("tool")],
            [
                "--zookeeper", $"127.0.0.1:{_zooKeeperPort}", "--alter", "--topic", topic,
                "--partitions", partitions.ToString(CultureInfo.InvariantCulture),
            ]);
        await tool.RunToEndAsync("", StartLimit);
        await WaitForAsync(
            admin => admin.GetMetadata(topic, TimeSpan.FromSeconds(5)).Topics[0].Partitions.Count(p => p.Leader >= 0) == partitions);
    }

    public ValueTask DisposeAsync()
    {
        // Nothing here is kept, so nothing needs an orderly end.
        Forget();
        _zooKeeper.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Forget()
    {
        _broker?.Dispose();
        _broker = null;
    }

    private async Task StartBrokerAsync()
    {
        _broker = new JavaProcess("kafka.Kafka", ["-Xmx512m", .. Short, LogTo("kafka")], [_folder.File("kafka.properties")]);
        await WaitForAsync(admin => admin.GetMetadata(TimeSpan.FromSeconds(5)).Brokers.Count == 1);
    }

    private async Task WaitForAsync(Func<IAdminClient, bool> isReady)
    {
        var settings = new ClientConfig(ClientSettings.ToDictionary()) { BootstrapServers = BootstrapServers, ReconnectBackoffMaxMs = 100 };
        using var admin = new AdminClientBuilder(settings).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        using var limit = new CancellationTokenSource(StartLimit);
        while (!IsReady(admin, isReady))
        {
            if (limit.IsCancellationRequested || _broker is not { HasExited: false })
            {
                throw new InvalidOperationException($"Apache Kafka did not start: {_broker?.Output}\n{EndOfLog()}");
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static bool IsReady(IAdminClient admin, Func<IAdminClient, bool> isReady)
    {
        try
        {
            return isReady(admin);
        }
        catch (KafkaException)
        {
            return false;
        }
    }

    private string EndOfLog() =>
        File.Exists(_folder.File("kafka.log")) ? string.Join('\n', File.ReadLines(_folder.File("kafka.log")).TakeLast(20)) : "";

    private string LogTo(string name) => $"-Dlog4j.configuration=file:{_folder.File(name)}.log4j";

    private void WriteSettings(IEnumerable<KeyValuePair<string, string>> brokerSettings)
    {
        foreach (var name in new[] { "zookeeper", "kafka", "tool" })
        {
            File.WriteAllText(_folder.File($"{name}.log4j"), $"""
                log4j.rootLogger=INFO, file
                log4j.appender.file=org.apache.log4j.FileAppender
                log4j.appender.file.File={_folder.File(name)}.log
                log4j.appender.file.layout=org.apache.log4j.PatternLayout
                log4j.appender.file.layout.ConversionPattern=%d %p %m (%c)%n
                """);
        }

        File.WriteAllText(_folder.File("zookeeper.properties"), $"""
            tickTime=1000
            dataDir={_folder.File("zookeeper")}
            clientPort={_zooKeeperPort}
            clientPortAddress=127.0.0.1
            maxClientCnxns=0
            """);

        // The log cleaner of this version does not run on a current Java.
        File.WriteAllText(_folder.File("kafka.properties"), $"""
            broker.id=0
            listeners=PLAINTEXT://127.0.0.1:{_port}
            zookeeper.connect=127.0.0.1:{_zooKeeperPort}
            zookeeper.connection.timeout.ms=30000
            log.dirs={_folder.File("kafka")}
            log.cleaner.enable=false
            auto.create.topics.enable=false
            controlled.shutdown.enable=false
            offsets.topic.num.partitions=1
            offsets.topic.replication.factor=1
            group.min.session.timeout.ms=1000
            group.max.session.timeout.ms=300000
            {string.Join('\n', brokerSettings.Select(s => $"{s.Key}={s.Value}"))}
            """);
    }
}
