using System.Reflection;
using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>
/// The functions of librdkafka that Confluent.Kafka does not offer: reading messages by the batch without an
/// object for each, its judgement of properties, and the mock cluster. Names and meanings as in rdkafka.h and
/// rdkafka_mock.h.
/// </summary>
internal static partial class Librdkafka
{
    internal const int ProducerType = 0;
    internal const int ConsumerType = 1;
    private const string Name = "librdkafka";

    static Librdkafka()
    {
        // Resolved as for Confluent.Kafka itself, and after it has: one file, thus one copy in memory. On Linux that
        // client has two builds to fall back on, and on Alpine begins with the one for it.
        NativeLibrary.SetDllImportResolver(typeof(Librdkafka).Assembly, static (name, _, path) =>
            name == Name ? Resolve(typeof(Library).Assembly, path) : 0);
    }

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_new")]
    internal static partial nint ConfNew();

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ConfSet(nint conf, string name, string value, Span<byte> error, nuint errorSize);

    /// <summary>Takes the configuration over, unless it fails.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_new")]
    internal static partial nint New(int type, nint conf, Span<byte> error, nuint errorSize);

    /// <summary>Waits for the brokers' first answer; 0 when there is none in time, or they have no id. To be freed.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_clusterid")]
    internal static partial nint ClusterId(nint handle, int timeoutMilliseconds);

    /// <summary>The broker that leads the cluster, from the last answer of the brokers; −1 when they name none.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_controllerid")]
    internal static partial int ControllerId(nint handle, int timeoutMilliseconds);

    /// <summary>Asks a broker about the topics that are used; the answer is to be destroyed.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_metadata")]
    internal static partial ErrorCode Metadata(nint handle, int allTopics, nint onlyTopic, out nint answer, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_metadata_destroy")]
    internal static partial void MetadataDestroy(nint answer);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mem_free")]
    internal static partial void Free(nint handle, nint memory);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_set_log_cb")]
    internal static partial void ConfSetLogCallback(nint conf, nint callback);

    [LibraryImport(Name, EntryPoint = "rd_kafka_conf_destroy")]
    internal static partial void ConfDestroy(nint conf);

    [LibraryImport(Name, EntryPoint = "rd_kafka_destroy")]
    internal static partial void Destroy(nint handle);

    [LibraryImport(Name, EntryPoint = "rd_kafka_poll_set_consumer")]
    internal static partial ErrorCode PollSetConsumer(nint handle);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_get_consumer")]
    internal static partial nint ConsumerQueue(nint handle);

    [LibraryImport(Name, EntryPoint = "rd_kafka_queue_destroy")]
    internal static partial void QueueDestroy(nint queue);

    /// <summary>Waits for as many messages as there is room for, until the time is up.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_consume_batch_queue")]
    internal static partial nint ConsumeBatch(nint queue, int timeoutMilliseconds, Span<nint> messages, nuint count);

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_destroy")]
    internal static partial void MessageDestroy(nint message);

    /// <summary>Milliseconds since 1970, or −1; the type is that of <see cref="Feeds.Reading.BrokerClock"/>.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_message_timestamp")]
    internal static partial long MessageTimestamp(nint message, out int type);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_new")]
    internal static partial nint PartitionsNew(int size);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_add", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint PartitionsAdd(nint list, string topic, int partition);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_set_offset", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ErrorCode PartitionsSetOffset(nint list, string topic, int partition, long offset);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_destroy")]
    internal static partial void PartitionsDestroy(nint list);

    [LibraryImport(Name, EntryPoint = "rd_kafka_assign")]
    internal static partial ErrorCode Assign(nint handle, nint partitions);

    [LibraryImport(Name, EntryPoint = "rd_kafka_commit")]
    internal static partial ErrorCode Commit(nint handle, nint partitions, int isAsync);

    [LibraryImport(Name, EntryPoint = "rd_kafka_query_watermark_offsets", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ErrorCode QueryWatermarks(
        nint handle, string topic, int partition, out long low, out long high, int timeoutMilliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_consumer_close")]
    internal static partial ErrorCode ConsumerClose(nint handle);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_new")]
    internal static partial nint ClusterNew(nint handle, int brokers);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_destroy")]
    internal static partial void ClusterDestroy(nint cluster);

    /// <summary>The text belongs to the cluster.</summary>
    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_cluster_bootstraps")]
    internal static partial nint ClusterBootstraps(nint cluster);

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_headers")]
    internal static partial ErrorCode MessageHeaders(nint message, out nint headers);

    [LibraryImport(Name, EntryPoint = "rd_kafka_header_get_last", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ErrorCode LastHeader(nint headers, string name, out nint value, out nuint length);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_group_initial_rebalance_delay_ms")]
    internal static partial void SetRebalanceDelay(nint cluster, int milliseconds);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_topic_create", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ErrorCode TopicCreate(nint cluster, string topic, int partitions, int replicas);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_topic_delete", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ErrorCode TopicDelete(nint cluster, string topic);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_partition_delete_records", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ErrorCode DeleteRecords(nint cluster, string topic, int partition, long beforeOffset);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_push_request_errors_array")]
    internal static partial void PushRequestErrors(nint cluster, short apiKey, nuint count, ReadOnlySpan<ErrorCode> errors);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_clear_request_errors")]
    internal static partial void ClearRequestErrors(nint cluster, short apiKey);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_down")]
    internal static partial ErrorCode BrokerSetDown(nint cluster, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_up")]
    internal static partial ErrorCode BrokerSetUp(nint cluster, int broker);

    [LibraryImport(Name, EntryPoint = "rd_kafka_mock_broker_set_rtt")]
    internal static partial ErrorCode BrokerSetRtt(nint cluster, int broker, int milliseconds);

    private static nint Resolve(Assembly client, DllImportSearchPath? path)
    {
        var alpine = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
            || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal);
        string[] names = alpine ? ["alpine-librdkafka"] : [Name, "centos8-librdkafka", "alpine-librdkafka"];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, client, path, out var handle))
            {
                return handle;
            }
        }

        return 0;
    }
}
