using Confluent.Kafka;

namespace TradeTerminal.Ingest.Kafka;

/// <summary>Why the next messages of a partition can't be read, and what to do; null for what passes by itself.</summary>
internal static class ReadProblem
{
    public static string? Of(ErrorCode code) => code switch
    {
        ErrorCode.Local_NotImplemented or ErrorCode.UnsupportedCompressionType =>
            "its next batch is compressed in a way this Kafka client was built without. Send with gzip, snappy, lz4 or zstd, or use a build of librdkafka that knows it",
        ErrorCode.Local_BadCompression => "its next batch can't be decompressed: it is damaged. Delete the records up to it, or go on behind it with another consumer group's tool",
        ErrorCode.Local_BadMsg or ErrorCode.InvalidMsg => "its next batch is damaged: its checksum is wrong",
        ErrorCode.TopicAuthorizationFailed => "the right to read the topic is missing. Give this user READ on it",
        ErrorCode.GroupAuthorizationFailed => "the right to the group is missing. Give this user READ on the group of Kafka:GroupId",
        _ => null,
    };
}
