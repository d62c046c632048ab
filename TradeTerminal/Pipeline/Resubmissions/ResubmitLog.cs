using System.Text;
using Confluent.Kafka;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Tracing;
using TradeTerminal.Pipeline.Rejects;

namespace TradeTerminal.Pipeline.Resubmissions;

/// <summary>The log as what is sent again needs it: writes messages that name their reject, and finds them again.</summary>
internal sealed class ResubmitLog(KafkaClients clients, TimeProvider time)
{
    /// <summary>Whose message it was: topic, partition, offset and time, as <see cref="RejectId"/> writes them.</summary>
    public const string RejectHeader = "trade-terminal-reject";

    /// <summary>Which row of <c>resubmissions</c> it is.</summary>
    public const string IdHeader = "trade-terminal-resubmission";

    /// <summary>What the broker has not taken by then it will not get.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan SearchPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    public bool IsEmbedded => clients.Endpoint.IsEmbedded;

    /// <summary>Sends them in this order, each to its partition. What is neither sent nor failed may have arrived.</summary>
    public async Task<LogAnswer> SendAsync(IReadOnlyList<ResubmitOrder> orders)
    {
        var config = clients.Producer();
        config.MessageTimeoutMs = (int)Patience.TotalMilliseconds;
        using var producer = new ProducerBuilder<Null, byte[]?>(config).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
        var reports = orders.Select(order => (order.Id, Report: SendAsync(producer, order))).ToList();
        var answer = new LogAnswer([], [], null);
        foreach (var (id, waiting) in reports)
        {
            try
            {
                var report = await waiting.ConfigureAwait(false);
                if (!report.Error.IsError)
                {
                    answer.Sent.Add((id, report.Offset.Value));
                    continue;
                }

                answer = answer with { Problem = report.Error.Reason };
                if (report.Status == PersistenceStatus.NotPersisted)
                {
                    answer.NotSent.Add(id);
                }
            }
            catch (KafkaException exception)
            {
                answer = answer with { Problem = exception.Error.Reason };
                answer.NotSent.Add(id);
            }
        }

        return answer;
    }

    /// <summary>
    /// Offsets of those that are in a partition of the log, by id, reading on from where the first of them may be to its end. Null when it
    /// can't be read from there, because that part is deleted, or the topic was made anew and does not go that far.
    /// </summary>
    /// <exception cref="KafkaException">No broker answers.</exception>
    /// <exception cref="TimeoutException">There is more to read than a minute is enough for.</exception>
    public Dictionary<Guid, long>? Find(IReadOnlyList<InDoubt> sought, CancellationToken cancellationToken)
    {
        var config = clients.Consumer();
        config.ConsumeResultFields = "headers";
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(config).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
        var at = new TopicPartition(sought[0].Topic, sought[0].Partition);
        var (from, end) = (sought.Min(one => one.From), consumer.QueryWatermarkOffsets(at, Patience));
        if (from < end.Low.Value || from > end.High.Value)
        {
            return null;
        }

        var found = new Dictionary<Guid, long>();
        consumer.Assign(new TopicPartitionOffset(at, from));
        var began = time.GetTimestamp();
        while (found.Count < sought.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(began) > SearchPatience)
            {
                throw new TimeoutException($"Partition {at.Partition.Value} of {at.Topic} could not be read to its end in time.");
            }

            if (consumer.Consume(Poll) is not { } read)
            {
                continue;
            }

            if (read.IsPartitionEOF)
            {
                break;
            }

            if (read.Message.Headers?.TryGetLastBytes(IdHeader, out var bytes) == true && Guid.TryParse(Encoding.UTF8.GetString(bytes), out var id)
                && sought.Any(one => one.Id == id))
            {
                found[id] = read.Offset.Value;
            }
        }

        return found;
    }

    /// <summary>By the callback: the exception of <c>ProduceAsync</c> says of every message that it was not persisted.</summary>
    private static Task<DeliveryReport<Null, byte[]?>> SendAsync(IProducer<Null, byte[]?> producer, ResubmitOrder order)
    {
        var reject = new RejectId(order.Topic, order.Partition, order.Offset, order.RejectedAt).ToString();
        var message = new Message<Null, byte[]?>
        {
            Value = order.Sent,
            Headers = new Headers { { RejectHeader, Encoding.UTF8.GetBytes(reject) }, { IdHeader, Encoding.UTF8.GetBytes(order.Id.ToString()) } },
        };
        var told = new TaskCompletionSource<DeliveryReport<Null, byte[]?>>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            producer.ProduceTraced(new TopicPartition(order.Topic, order.SentPartition), message, told.SetResult);
        }
        catch (KafkaException exception)
        {
            told.SetException(exception);
        }

        return told.Task;
    }
}

/// <summary>What the broker said.</summary>
/// <param name="Sent">In the log, at this offset.</param>
/// <param name="NotSent">Certainly not in it.</param>
/// <param name="Problem">Why not; null when all were sent.</param>
internal sealed record LogAnswer(List<(Guid Id, long Offset)> Sent, List<Guid> NotSent, string? Problem)
{
    /// <summary>How many may be in it: the broker did not say.</summary>
    public int InDoubt { get; init; }
}
