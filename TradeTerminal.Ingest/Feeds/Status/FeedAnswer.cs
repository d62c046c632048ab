namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>What a person said to a question; it holds for the positions it was asked about and no others.</summary>
internal sealed record FeedAnswer(FeedQuestion Question, ResumeAt At)
{
    public FeedAnswer Without(int partition) =>
        this with { Question = new FeedQuestion([.. Question.Partitions.Where(lost => lost.Partition != partition)]) };

    public bool IsAbout(StoredOffset at) => Question.Partitions.Any(lost => (lost.Partition, lost.Next) == (at.Partition, at.NextOffset));
}
