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
    long Volume,
    Side Side,
    DateTime ExecutedAt,
    int Partition,
    long Offset) : IFeedEvent<Trade>
{
    public const decimal NotionalUnits = 100_000_000m;

    string IFeedEvent<Trade>.Symbol => Ticker;

    DateTime IFeedEvent<Trade>.EventTime => ExecutedAt;

    public Trade At(int partition, long offset) => this with { Partition = partition, Offset = offset };

    /// <summary>
    /// Price × volume in units of 1e-8: exact, where the largest accepted price and volume give 34 digits
    /// and decimal holds 28.
    /// </summary>
    public Int128 NotionalE8 => (Int128)(long)(Price * NotionalUnits) * Volume;

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
