using Confluent.Kafka;

namespace TradeTerminal.Ingest.Kafka;

/// <param name="Partitions">All that the topic has.</param>
/// <param name="Lows">First offset of those that were not known.</param>
/// <param name="TopicId">Kafka's id of the topic; null when the brokers give none, or nothing is new.</param>
/// <param name="Unanswered">One that was not known does not say what it holds, and why; null when all do.</param>
internal sealed record TopicAnswer(
    IReadOnlyList<int> Partitions, IReadOnlyDictionary<int, long> Lows, string? TopicId, KafkaException? Unanswered);
