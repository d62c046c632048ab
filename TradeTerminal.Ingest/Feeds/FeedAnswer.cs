namespace TradeTerminal.Ingest.Feeds;

/// <summary>What a person said to a question; it holds for the positions it was asked about and no others.</summary>
internal sealed record FeedAnswer(FeedQuestion Question, ResumeAt At)
{
    public bool IsAbout(FeedPosition at) => Question.Partitions.Any(lost => (lost.Partition, lost.Next) == (at.Partition, at.NextOffset));
}
