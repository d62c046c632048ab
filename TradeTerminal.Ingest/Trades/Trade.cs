using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Trades;

/// <summary>
/// One accepted trade. <see cref="ExecutedAt"/> is UTC event time in whole microseconds, the resolution
/// PostgreSQL stores. <see cref="Partition"/> and <see cref="Offset"/> say where in Kafka it was read.
/// </summary>
public readonly record struct Trade(
    Guid TradeId,
    string Ticker,
    decimal Price,
    decimal Volume,
    Side Side,
    DateTime ExecutedAt,
    int Partition,
    long Offset) : IFeedEvent<Trade>
{
    /// <summary>The sender's id where it is no UUID; <see cref="TradeId"/> is made of it.</summary>
    public string? SourceId { get; init; }

    string IFeedEvent<Trade>.Symbol => Ticker;

    DateTime IFeedEvent<Trade>.EventTime => ExecutedAt;

    public Trade At(int partition, long offset) => this with { Partition = partition, Offset = offset };

    /// <summary>
    /// The order of the tape: event time, then partition, then offset. Total, so that two readers of the
    /// same trades always agree on open, close and "newest".
    /// </summary>
    public static int CompareByTime(in Trade left, in Trade right)
    {
        var byTime = left.ExecutedAt.CompareTo(right.ExecutedAt);
        if (byTime != 0)
        {
            return byTime;
        }

        var byPartition = left.Partition.CompareTo(right.Partition);
        return byPartition != 0 ? byPartition : left.Offset.CompareTo(right.Offset);
    }
}
