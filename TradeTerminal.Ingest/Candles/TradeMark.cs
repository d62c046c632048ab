using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Candles;

/// <summary>A price with the place of its trade in the order of the tape: what decides open and close.</summary>
public readonly record struct TradeMark(decimal Price, DateTime At, int Partition, long Offset)
{
    public static TradeMark Of(in Trade trade) => new(trade.Price, trade.ExecutedAt, trade.Partition, trade.Offset);

    /// <summary>Negative when this trade comes before the other.</summary>
    public int CompareTo(in TradeMark other)
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
