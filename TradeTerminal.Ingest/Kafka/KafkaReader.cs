using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>Called with each message while it lies in librdkafka's memory, at <paramref name="handle"/>.</summary>
internal delegate void LogRecordHandler(in LogRecord message, nint handle);

/// <summary>
/// Reads assigned partitions of one topic, many messages a call and none of them copied: a consumer that
/// makes an object per message spends more time on a backlog than judging it takes. Not thread-safe.
/// </summary>
internal sealed class KafkaReader : IDisposable
{
    private const int MessagesAtOnce = 500;
    private const nint NoLogCallback = 0;

    private static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(1);

    private readonly nint[] _messages = new nint[MessagesAtOnce];
    private readonly string _topic;
    private readonly nint _handle;
    private readonly nint _queue;
    private bool _disposed;

    /// <exception cref="KafkaException">A property is unknown or has a value librdkafka refuses.</exception>
    public KafkaReader(IEnumerable<KeyValuePair<string, string>> properties, string topic)
    {
        // Confluent.Kafka chooses the build of the library; ours must be the same copy.
        _ = Library.Version;
        _topic = topic;
        _handle = Open(properties);
        Librdkafka.PollSetConsumer(_handle);
        _queue = Librdkafka.ConsumerQueue(_handle);
    }

    /// <summary>The id of the cluster as a broker gives it; null when brokers of its version have none.</summary>
    /// <exception cref="KafkaException">No broker answers in time.</exception>
    public string? ClusterId(TimeSpan timeout)
    {
        // The answer that shows that the brokers are there has the id too: no id is then not a slow answer.
        Check(Librdkafka.Metadata(_handle, 0, 0, out var answer, (int)timeout.TotalMilliseconds));
        Librdkafka.MetadataDestroy(answer);
        var text = Librdkafka.ClusterId(_handle, 0);
        try
        {
            return Marshal.PtrToStringUTF8(text) is { Length: > 0 } id ? id : null;
        }
        finally
        {
            Librdkafka.Free(_handle, text);
        }
    }

    /// <summary>Whether the brokers name a controller, which admin requests go to; once <see cref="ClusterId"/> was asked.</summary>
    public bool HasController => Librdkafka.ControllerId(_handle, 0) >= 0;

    /// <summary>Reads these partitions from these offsets on, and no others.</summary>
    public void Assign(IEnumerable<KeyValuePair<int, long>> positions) =>
        With(positions, partitions => Librdkafka.Assign(_handle, partitions));

    /// <summary>Sends the offsets to Kafka without waiting for the answer.</summary>
    public void Commit(IEnumerable<KeyValuePair<int, long>> positions) =>
        With(positions, partitions => Librdkafka.Commit(_handle, partitions, isAsync: 1));

    /// <summary>
    /// First and next offset of a partition's log. A broker answers one request of a connection after the other: on a
    /// consumer that reads, this waits behind the open fetch, half a second a quiet partition. So ask another one.
    /// </summary>
    /// <exception cref="KafkaException">The broker does not answer in time.</exception>
    public (long Low, long High) Watermarks(int partition, TimeSpan timeout)
    {
        Check(Librdkafka.QueryWatermarks(_handle, _topic, partition, out var low, out var high, (int)timeout.TotalMilliseconds));
        return (low, high);
    }

    /// <summary>Kafka's time of the message at this address.</summary>
    public static BrokerTime TimeOf(nint message) =>
        BrokerTime.Of(Librdkafka.MessageTimestamp(message, out var type), type);

    /// <summary>A header of the message at this address, as ASCII text; null when it has none of that name.</summary>
    public static unsafe string? HeaderOf(nint message, string name) =>
        Librdkafka.MessageHeaders(message, out var headers) == ErrorCode.NoError
        && Librdkafka.LastHeader(headers, name, out var value, out var length) == ErrorCode.NoError && value != 0
            ? Encoding.ASCII.GetString((byte*)value, checked((int)length)) : null;

    /// <summary>
    /// Hands over what has arrived, at most 500, and says how many; with nothing there it waits for one message.
    /// librdkafka itself would wait on until it has as many as asked for.
    /// </summary>
    public unsafe int Poll(TimeSpan wait, LogRecordHandler handle)
    {
        var count = Librdkafka.ConsumeBatch(_queue, 0, _messages, MessagesAtOnce);
        if (count == 0 && wait > TimeSpan.Zero)
        {
            count = Librdkafka.ConsumeBatch(_queue, (int)wait.TotalMilliseconds, _messages, 1);
        }

        var handled = 0;
        try
        {
            for (; handled < count; handled++)
            {
                handle(in *(LogRecord*)_messages[handled], _messages[handled]);
                Librdkafka.MessageDestroy(_messages[handled]);
            }
        }
        finally
        {
            for (; handled < count; handled++)
            {
                Librdkafka.MessageDestroy(_messages[handled]);
            }
        }

        return (int)Math.Max(count, 0);
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Librdkafka.QueueDestroy(_queue);
            // Closing waits for a commit that is on its way, without end while no broker answers; who disposes
            // because of that very outage must not wait with it.
            var close = new Thread(Close) { IsBackground = true, Name = "kafka close" };
            close.Start();
            close.Join(CloseWithin);
        }
    }

    private void Close()
    {
        Librdkafka.ConsumerClose(_handle);
        Librdkafka.Destroy(_handle);
    }

    private static nint Open(IEnumerable<KeyValuePair<string, string>> properties)
    {
        var conf = Librdkafka.ConfNew();
        // The metadata client beside this one speaks to the same brokers and reports what goes wrong.
        Librdkafka.ConfSetLogCallback(conf, NoLogCallback);
        Span<byte> error = stackalloc byte[512];
        foreach (var (name, value) in properties.Where(property => !property.Key.StartsWith("dotnet.", StringComparison.Ordinal)))
        {
            if (Librdkafka.ConfSet(conf, name, value, error, (nuint)error.Length) != 0)
            {
                Librdkafka.ConfDestroy(conf);
                throw new KafkaException(new Error(ErrorCode.Local_InvalidArg, Text(error)));
            }
        }

        var handle = Librdkafka.New(Librdkafka.ConsumerType, conf, error, (nuint)error.Length);
        if (handle == 0)
        {
            Librdkafka.ConfDestroy(conf);
            throw new KafkaException(new Error(ErrorCode.Local_InvalidArg, Text(error)));
        }

        return handle;
    }

    private void With(IEnumerable<KeyValuePair<int, long>> positions, Func<nint, ErrorCode> call)
    {
        var list = Librdkafka.PartitionsNew(0);
        try
        {
            foreach (var (partition, offset) in positions)
            {
                Librdkafka.PartitionsAdd(list, _topic, partition);
                Librdkafka.PartitionsSetOffset(list, _topic, partition, offset);
            }

            Check(call(list));
        }
        finally
        {
            Librdkafka.PartitionsDestroy(list);
        }
    }

    private static void Check(ErrorCode error)
    {
        if (error != ErrorCode.NoError)
        {
            throw new KafkaException(error);
        }
    }

    private static string Text(ReadOnlySpan<byte> error) => Encoding.UTF8.GetString(error[..Math.Max(0, error.IndexOf((byte)0))]);
}
