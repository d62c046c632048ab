using System.Diagnostics;
using System.Text;
using Confluent.Kafka;

namespace TradeTerminal.Ingest.Tracing;

/// <summary>
/// The spans of an event's way: sent, received with others as a batch, committed, published. Without a listener none of them is made, and
/// no message gets a header.
/// </summary>
public static class Traces
{
    public const string SourceName = "TradeTerminal";

    /// <summary>As W3C has it; each message of ours that is traced carries it.</summary>
    public const string Header = "traceparent";

    internal static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Sends a message, with a span from here to the broker's answer where somebody wants it.</summary>
    public static void ProduceTraced<TKey, TValue>(
        this IProducer<TKey, TValue> producer, string topic, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>> delivered) =>
        producer.ProduceTraced(new TopicPartition(topic, Partition.Any), message, delivered);

    /// <summary>The same, to one partition.</summary>
    public static void ProduceTraced<TKey, TValue>(
        this IProducer<TKey, TValue> producer, TopicPartition to, Message<TKey, TValue> message, Action<DeliveryReport<TKey, TValue>> delivered)
    {
        if (Begin(to.Topic, message) is not { } span)
        {
            producer.Produce(to, message, delivered);
            return;
        }

        try
        {
            producer.Produce(to, message, report =>
            {
                End(span, report.Error);
                delivered(report);
            });
        }
        catch (KafkaException exception)
        {
            End(span, exception.Error);
            throw;
        }
    }

    /// <summary>The same, waited for; to any partition when <paramref name="to"/> names none.</summary>
    public static async Task<DeliveryResult<TKey, TValue>> ProduceTracedAsync<TKey, TValue>(
        this IProducer<TKey, TValue> producer, TopicPartition to, Message<TKey, TValue> message, CancellationToken cancellationToken = default)
    {
        var span = Begin(to.Topic, message);
        try
        {
            var result = await producer.ProduceAsync(to, message, cancellationToken).ConfigureAwait(false);
            End(span, null);
            return result;
        }
        catch (KafkaException exception)
        {
            End(span, exception.Error);
            throw;
        }
        finally
        {
            span?.Dispose();
        }
    }

    private static Activity? Begin<TKey, TValue>(string topic, Message<TKey, TValue> message)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // Neither a part of the request that has once started the producer, nor what follows a part of it.
        var before = Activity.Current;
        Activity.Current = null;
        var span = Source.StartActivity($"send {topic}", ActivityKind.Producer);
        Activity.Current = before;
        if (span is not null)
        {
            span.SetTag("messaging.system", "kafka").SetTag("messaging.destination.name", topic).SetTag("messaging.operation.type", "send");
            message.Headers ??= [];
            message.Headers.Add(Header, Encoding.ASCII.GetBytes(span.Id!));
        }

        return span;
    }

    private static void End(Activity? span, Error? error)
    {
        if (error is { IsError: true })
        {
            span?.SetStatus(ActivityStatusCode.Error, error.Reason);
        }

        span?.Dispose();
    }
}
