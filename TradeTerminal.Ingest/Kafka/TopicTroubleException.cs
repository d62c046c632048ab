namespace TradeTerminal.Ingest.Kafka;

/// <summary>A topic that can't be looked at; the message says what to do.</summary>
public sealed class TopicTroubleException(TopicTrouble trouble, string message) : Exception(message)
{
    public TopicTrouble Trouble => trouble;

    public static TopicTroubleException Missing(string topic) => new(
        TopicTrouble.Missing, $"There is no topic '{topic}', or this user may not see it. Name one that is there, create it, or give this user the right Describe on it.");

    public static TopicTroubleException Denied(string topic, string rights) => new(
        TopicTrouble.Denied, $"Topic '{topic}' may not be read. Give this user {rights} on it (kafka-acls.sh --add --operation Read --topic {topic} …), or set its name under Kafka:Client.");

    public static TopicTroubleException Empty(string topic) => new(
        TopicTrouble.Empty, $"Topic '{topic}' holds no message now. Send some, and look again.");
}
