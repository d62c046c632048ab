namespace TradeTerminal.Ingest.Commodities;

/// <summary>
/// What a batch says of one position: the first opening by event time, then partition, then offset, and the
/// first closing by event time, then price. The first wins whichever comes in first; that makes the order of
/// arrival, and where batches end, of no account.
/// </summary>
internal sealed class PositionSteps(string tradeId)
{
    private decimal _closePrice;

    public string TradeId { get; } = tradeId;

    public CommodityEvent? Opening { get; private set; }

    public CommodityEvent? Closing { get; private set; }

    public decimal? ClosePrice => Closing is null ? null : _closePrice;

    /// <summary>Says what the position is about. A closing does as long as no opening is known.</summary>
    public CommodityEvent Terms => Opening ?? Closing!.Value;

    public void Open(in CommodityEvent step)
    {
        if (Opening is not { } first || Place(step).CompareTo(Place(first)) < 0)
        {
            Opening = step;
        }
    }

    /// <summary>A closing that names no price of its own was made at the price it carries.</summary>
    public void Close(in CommodityEvent step)
    {
        var price = step.ClosePrice ?? step.Price;
        if (Closing is not { } first
            || (step.EventTime, price, step.Partition, step.Offset)
                .CompareTo((first.EventTime, _closePrice, first.Partition, first.Offset)) < 0)
        {
            (Closing, _closePrice) = (step, price);
        }
    }

    private static (DateTime, int, long) Place(in CommodityEvent step) => (step.EventTime, step.Partition, step.Offset);
}
