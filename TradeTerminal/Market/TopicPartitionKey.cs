using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Market;

/// <summary>One partition of one topic of one cluster.</summary>
internal readonly record struct TopicPartitionKey(string ClusterId, string Topic, int Partition)
{
    public static TopicPartitionKey Of(FeedKey feed, int partition) => new(feed.ClusterId, feed.Topic, partition);
}
