using System.Runtime.InteropServices;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Ingest.Embedded.Kafka;

/// <summary>
/// A Kafka broker inside this process, librdkafka's mock cluster: Kafka's protocol on a TCP port of this machine, with
/// consumer groups and committed offsets, for this process and any other on the machine.
/// </summary>
/// <remarks>
/// Everything is in memory and ends with the process. A partition keeps at most 5 MB or 100,000 messages and drops the
/// oldest. Two things are slow unless the consumer asks for them quickly, see <see cref="ConsumerSettings"/>.
/// </remarks>
public sealed partial class EmbeddedKafka : IDisposable
{
    private const int Broker = 1;

    private readonly Lock _lock = new();
    private readonly nint _handle;
    private nint _cluster;

    private EmbeddedKafka(nint handle, nint cluster)
    {
        _handle = handle;
        _cluster = cluster;
        BootstrapServers = Marshal.PtrToStringUTF8(Librdkafka.ClusterBootstraps(cluster))!;
    }

    /// <summary>
    /// What a consumer of this broker sets. A fetch is answered when fetch.wait.max.ms is over and not when data arrives;
    /// a group whose members come and go is dealt out anew one second less than session.timeout.ms later (44 s by default).
    /// </summary>
    public static IReadOnlyDictionary<string, string> ConsumerSettings { get; } = new Dictionary<string, string>
    {
        ["fetch.wait.max.ms"] = "10",
        ["session.timeout.ms"] = "2000",
        ["heartbeat.interval.ms"] = "500",
    };

    /// <summary>Such as "127.0.0.1:40211".</summary>
    public string BootstrapServers { get; }

    /// <summary>
    /// Never the same twice. The id the broker itself gives is made from an address in memory and may come again in a
    /// later run, whose offsets would then be taken for this one's.
    /// </summary>
    public string ClusterId { get; } = $"embedded-{Guid.NewGuid():N}";

    /// <param name="topics">Name and number of partitions. Other topics come into being when first used.</param>
    /// <param name="logger">Told about the start.</param>
    /// <exception cref="StartupException">The native Kafka client cannot be used here.</exception>
    public static EmbeddedKafka Start(IReadOnlyDictionary<string, int> topics, ILogger logger)
    {
        var kafka = Open();
        try
        {
            foreach (var (topic, partitions) in topics)
            {
                kafka.CreateTopic(topic, partitions);
            }
        }
        catch
        {
            kafka.Dispose();
            throw;
        }

        LogStarted(logger, kafka.BootstrapServers, kafka.ClusterId);
        return kafka;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_cluster != 0)
            {
                Librdkafka.ClusterDestroy(_cluster);
                Librdkafka.Destroy(_handle);
                _cluster = 0;
            }
        }
    }

    internal void CreateTopic(string topic, int partitions) =>
        Call($"create topic {topic}", cluster => Librdkafka.TopicCreate(cluster, topic, partitions, replicas: 1));

    internal void DeleteTopic(string topic) => Call($"delete topic {topic}", cluster => Librdkafka.TopicDelete(cluster, topic));

    /// <summary>What retention does: the messages before the offset are gone.</summary>
    internal void DeleteRecords(string topic, int partition, long beforeOffset) =>
        Call($"delete records of {topic}", cluster => Librdkafka.DeleteRecords(cluster, topic, partition, beforeOffset));

    /// <summary>The next requests of the kind (0 produce, 1 fetch, 3 metadata, 8 offset commit …) fail with these errors in turn.</summary>
    internal void PushRequestErrors(short apiKey, params ErrorCode[] errors) => Call("push errors", cluster =>
    {
        Librdkafka.PushRequestErrors(cluster, apiKey, (nuint)errors.Length, errors);
        return ErrorCode.NoError;
    });

    internal void ClearRequestErrors(short apiKey) => Call("clear errors", cluster =>
    {
        Librdkafka.ClearRequestErrors(cluster, apiKey);
        return ErrorCode.NoError;
    });

    /// <summary>Cuts all connections and refuses new ones. The data stays.</summary>
    internal void SetBrokerDown() => Call("set the broker down", cluster => Librdkafka.BrokerSetDown(cluster, Broker));

    internal void SetBrokerUp() => Call("set the broker up", cluster => Librdkafka.BrokerSetUp(cluster, Broker));

    /// <summary>Delays every answer.</summary>
    internal void SetRtt(TimeSpan delay) =>
        Call("set the delay", cluster => Librdkafka.BrokerSetRtt(cluster, Broker, (int)delay.TotalMilliseconds));

    private static EmbeddedKafka Open()
    {
        try
        {
            // Confluent.Kafka loads the library first, so that ours is the copy it has chosen.
            _ = Library.Version;
            var handle = NewHandle();
            var cluster = Librdkafka.ClusterNew(handle, 1);
            if (cluster == 0)
            {
                Librdkafka.Destroy(handle);
                throw new StartupException(
                    "The in-process Kafka broker could not listen on 127.0.0.1. Set Kafka:BootstrapServers to a running cluster.");
            }

            // The default of 3 s is for clusters whose consumers come one by one.
            Librdkafka.SetRebalanceDelay(cluster, 0);
            return new EmbeddedKafka(handle, cluster);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException or FileLoadException)
        {
            throw new StartupException(
                "The native Kafka client, librdkafka, cannot be used on this machine, and without it the terminal speaks to no Kafka: "
                + $"{e.Message} Restore the NuGet packages again; librdkafka.redist carries it for Linux, macOS and Windows.", e);
        }
    }

    private static nint NewHandle()
    {
        var conf = Librdkafka.ConfNew();

        // Errors only: it would complain on the console that this handle, which only hosts the broker, has no broker.
        _ = Librdkafka.ConfSet(conf, "log_level", "3", [], 0);
        var error = new byte[512];
        var handle = Librdkafka.New(Librdkafka.ProducerType, conf, error, (nuint)error.Length);
        if (handle == 0)
        {
            Librdkafka.ConfDestroy(conf);
            throw new StartupException(
                $"The in-process Kafka broker could not start: {System.Text.Encoding.UTF8.GetString(error).TrimEnd('\0')}");
        }

        return handle;
    }

    private void Call(string what, Func<nint, ErrorCode> call)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_cluster == 0, this);
            var error = call(_cluster);
            if (error != ErrorCode.NoError)
            {
                throw new InvalidOperationException($"The in-process Kafka broker could not {what}: {error.GetReason()}");
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "In-process Kafka broker listens on {BootstrapServers} (cluster {ClusterId}); its messages are in memory only")]
    private static partial void LogStarted(ILogger logger, string bootstrapServers, string clusterId);
}
