using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>The id of a topic; null when the brokers give none.</summary>
internal delegate string? FindTopicId(KafkaReader consumer, IAdminClient admin, string topic);

/// <summary>What tells a topic from one of the same name that was made after it was deleted (KIP-516, Kafka 2.8 and later).</summary>
internal static class TopicIdentity
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Asks the controller; old brokers and the in-process one name none, and their topics have no ids. Null also when it
    /// does not answer in time: without an id nothing is concluded.
    /// </summary>
    public static string? Find(KafkaReader consumer, IAdminClient admin, string topic)
    {
        if (!consumer.HasController)
        {
            return null;
        }

        try
        {
            var described = admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]),
                new DescribeTopicsOptions { RequestTimeout = Timeout })
                .GetAwaiter().GetResult();
            return described.TopicDescriptions is [{ Error.IsError: false, TopicId: { } id }]
                && (id.MostSignificantBits, id.LeastSignificantBits) != (0, 0)
                ? id.ToString() : null;
        }
        catch (KafkaException)
        {
            return null;
        }
    }
}
