using System.Text;
using Confluent.Kafka;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Feeds.Mapping.Preview;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>
/// Looks at topics without reading them for anybody: a consumer of its own that joins no group and commits nothing, at most
/// <see cref="MostMessages"/> of the newest messages and <see cref="MostBytes"/>, within <see cref="Patience"/>.
/// </summary>
public sealed class TopicPeek(KafkaClients clients, TimeProvider time) : IDisposable
{
    public const int MostMessages = 200;

    /// <summary>Names of topics.</summary>
    public const int MostTopics = 500;

    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Partitions that are asked for their newest messages.</summary>
    private const int MostPartitions = 64;

    /// <summary>Each gives so many at least: which of all are the newest is known only afterwards.</summary>
    private const int LeastOfPartition = 25;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>Two at a time: what waits for a broker holds a thread.</summary>
    private readonly SemaphoreSlim _turns = new(2);

    /// <summary>Topics that are no broker's own, by name.</summary>
    /// <exception cref="TopicTroubleException">The brokers do not answer.</exception>
    public Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) => InTurnAsync(_ => Names(), cancellationToken);

    /// <summary>The newest messages of a topic.</summary>
    /// <exception cref="TopicTroubleException">It is not there, may not be read, is empty, or the brokers do not answer.</exception>
    internal Task<TopicSample> ReadAsync(string topic, CancellationToken cancellationToken) =>
        InTurnAsync(token => Read(topic, token), cancellationToken);

    public void Dispose() => _turns.Dispose();

    private async Task<T> InTurnAsync<T>(Func<CancellationToken, T> work, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => work(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }

    private IReadOnlyList<string> Names() => WithAdmin(admin => (IReadOnlyList<string>)
        [.. admin.GetMetadata(AnswerWithin)
            .Topics.Where(topic => !topic.Error.IsError && !topic.Topic.StartsWith("__", StringComparison.Ordinal))
            .Select(topic => topic.Topic).Order(StringComparer.Ordinal).Take(MostTopics)]);

    private T WithAdmin<T>(Func<IAdminClient, T> ask)
    {
        Error? said = null;
        try
        {
            using var admin = new AdminClientBuilder(clients.Admin()).SetErrorHandler((_, error) => said ??= error)
                .SetLogHandler((_, _) => { }).Build();
            return ask(admin);
        }
        catch (KafkaException exception)
        {
            throw Away(exception, said);
        }
    }

    private TopicSample Read(string topic, CancellationToken cancellationToken)
    {
        int[] partitions = [.. WithAdmin(admin => PartitionsOf(topic, admin)).Order()];
        var (began, said) = (time.GetTimestamp(), (Error?)null);
        var config = clients.Consumer();
        (config.ConsumeResultFields, config.QueuedMaxMessagesKbytes, config.QueuedMinMessages) = ("headers,timestamp", MostBytes / 1024,
            MostMessages);
        using var consumer = new ConsumerBuilder<Ignore, byte[]?>(config).SetErrorHandler((_, error) => said ??= error)
            .SetLogHandler((_, _) => { }).Build();
        try
        {
            var ends = Ends(consumer, topic, partitions, began, out var isAnyEmpty);
            if (ends.Count == 0)
            {
                throw isAnyEmpty ? TopicTroubleException.Empty(topic) : Away(new KafkaException(ErrorCode.Local_TimedOut), said);
            }

            var messages = new List<SampleMessage>();
            consumer.Assign(ends.Select(end => new TopicPartitionOffset(topic, end.Key, end.Value.From)));
            Consume(consumer, ends, messages, began, cancellationToken);
            var unread = ends.Count(end => !end.Value.IsOver) + partitions.Length - Math.Min(partitions.Length, MostPartitions);
            return messages.Count == 0
                ? throw (ends.Values.All(end => end.IsOver) ? TopicTroubleException.Empty(topic)
                : Away(new KafkaException(ErrorCode.Local_TimedOut), said))
                : new TopicSample(topic, partitions.Length, unread, Newest(messages));
        }
        catch (ConsumeException exception) when (exception.Error.Code is ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed)
        {
            throw TopicTroubleException.Denied(topic, "Read");
        }
        catch (KafkaException exception)
        {
            throw ReadProblem.Of(exception.Error.Code) is { } known
                ? new TopicTroubleException(TopicTrouble.Unreadable, $"Topic '{topic}' can't be read: {known}.")
                : Away(exception, said);
        }
        finally
        {
            consumer.Unassign();
            consumer.Close();
        }
    }

    private static List<int> PartitionsOf(string topic, IAdminClient admin)
    {
        var found = admin.GetMetadata(topic, AnswerWithin).Topics.SingleOrDefault(one => one.Topic == topic);
        return found switch
        {
            { Error.Code: ErrorCode.TopicAuthorizationFailed } => throw TopicTroubleException.Denied(topic, "Describe and Read"),
            null or { Error.Code: ErrorCode.UnknownTopicOrPart or ErrorCode.TopicException } or { Partitions.Count: 0 } =>
                throw TopicTroubleException.Missing(topic),
            { Error.IsError: true } => throw new KafkaException(found.Error),
            _ => [.. found.Partitions.Select(partition => partition.PartitionId)],
        };
    }

    /// <summary>From where on each partition that holds something is read, and to where.</summary>
    private Dictionary<int, Stretch> Ends(
        IConsumer<Ignore, byte[]?> consumer, string topic, int[] partitions, long began, out bool isAnyEmpty)
    {
        var (ends, last) = (new Dictionary<int, Stretch>(), (KafkaException?)null);
        isAnyEmpty = false;
        foreach (var partition in partitions.Take(MostPartitions))
        {
            if (time.GetElapsedTime(began) > AnswerWithin)
            {
                break;
            }

            try
            {
                var marks = consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), AnswerWithin);
                isAnyEmpty |= marks.High.Value <= marks.Low.Value;
                if (marks.High.Value > marks.Low.Value)
                {
                    ends[partition] = new Stretch(marks.Low.Value, marks.High.Value);
                }
            }
            catch (KafkaException exception)
            {
                last = exception;
            }
        }

        if (ends.Count == 0 && last is not null)
        {
            throw last;
        }

        var each = Math.Min(MostMessages, Math.Max(LeastOfPartition, 2 * MostMessages / Math.Max(1, ends.Count)));
        foreach (var end in ends.Values)
        {
            end.From = Math.Max(end.From, end.To - each);
        }

        return ends;
    }

    private void Consume(
        IConsumer<Ignore, byte[]?> consumer, Dictionary<int, Stretch> ends, List<SampleMessage> messages, long began,
            CancellationToken cancellationToken)
    {
        var bytes = 0L;
        while (!ends.Values.All(end => end.IsOver) && time.GetElapsedTime(began) < Patience)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (consumer.Consume(Poll) is not { } read)
            {
                continue;
            }

            var end = ends[read.Partition.Value];
            end.IsOver |= read.IsPartitionEOF || read.Offset.Value >= end.To - 1;
            if (!read.IsPartitionEOF)
            {
                var value = read.Message.Value ?? [];
                messages.Add(new SampleMessage(
                    read.Partition.Value, read.Offset.Value,
                    read.Message.Timestamp.Type == TimestampType.NotAvailable ? null : read.Message.Timestamp.UtcDateTime,
                    value.Length > MessageForm.MaxBytes ? value[..MessageForm.MaxBytes] : value, value.Length)
                {
                    SchemaHeader = SchemaOf(read.Message.Headers),
                });
                bytes += messages[^1].Payload.Length;
                if (bytes > 2 * MostBytes)
                {
                    // What has so much that is newer will not be among the newest.
                    var newest = Newest(messages);
                    messages.Clear();
                    messages.AddRange(newest);
                    bytes = newest.Sum(message => (long)message.Payload.Length);
                }
            }
        }
    }

    /// <summary>As Confluent's serializers write it: 0 and the number, or 1 and the id.</summary>
    private static string? SchemaOf(Headers? headers) =>
        headers?.TryGetLastBytes("__value_schema_id", out var id) != true ? null
        : id.Length == Wrapping.FrameOfId ? new Guid(id.AsSpan(1), bigEndian: true).ToString()
        : id.Length == Wrapping.FrameOfNumber ? $"{System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(id.AsSpan(1))}"
        : Encoding.ASCII.GetString(id.AsSpan(0, Math.Min(id.Length, 40)));

    private static List<SampleMessage> Newest(List<SampleMessage> messages)
    {
        var (taken, bytes) = (new List<SampleMessage>(), 0L);
        foreach (var message in messages.OrderByDescending(message => message.Time ?? DateTime.MinValue)
            .ThenByDescending(message => message.Offset))
        {
            bytes += message.Payload.Length;
            if (taken.Count == MostMessages || (bytes > MostBytes && taken.Count > 0))
            {
                break;
            }

            taken.Add(message);
        }

        taken.Reverse();
        return taken;
    }

    private TopicTroubleException Away(Exception exception, Error? said) =>
        new(TopicTrouble.Away, $"Kafka can't be asked: {ConnectionProblem.Of(clients.Endpoint.BootstrapServers, exception, said)}.");

    private sealed class Stretch(long from, long to)
    {
        public long From { get; set; } = from;

        public long To => to;

        public bool IsOver { get; set; }
    }
}
