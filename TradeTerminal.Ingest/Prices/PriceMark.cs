using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Prices;

/// <summary>A price with the place of its event in the order of its feed: what decides open, close and newest.</summary>
public readonly record struct PriceMark(decimal Price, DateTime At, int Partition, long Offset)
{
    public static PriceMark Of(in Trade trade) => new(trade.Price, trade.ExecutedAt, trade.Partition, trade.Offset);

    /// <summary>Negative when this event comes before the other: by event time, then partition, then offset.</summary>
    public int CompareTo(in PriceMark other)
    {
        var byTime = At.CompareTo(other.At);
        if (byTime != 0)
        {
            return byTime;
        }

        var byPartition = Partition.CompareTo(other.Partition);
        return byPartition != 0 ? byPartition : Offset.CompareTo(other.Offset);
    }
}
