namespace TradeTerminal.Ingest.Feeds.Mapping.Preview;

/// <summary>The newest messages of a topic, oldest first; immutable.</summary>
/// <param name="Topic">By name.</param>
/// <param name="Partitions">That it has.</param>
/// <param name="Unread">Partitions that were not asked or did not answer in time.</param>
/// <param name="Messages">At most <see cref="Kafka.TopicPeek.MostMessages"/>.</param>
internal sealed record TopicSample(string Topic, int Partitions, int Unread, IReadOnlyList<SampleMessage> Messages);
