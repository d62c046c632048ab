namespace TradeTerminal.Ingest.Commodities;

/// <summary>
/// What a batch says of one position: the first opening and the first closing by event time, then partition,
/// then offset. The first wins whichever comes in first; that makes the order of arrival, and where batches
/// end, of no account.
/// </summary>
internal sealed class PositionSteps(string tradeId)
{
    public string TradeId { get; } = tradeId;

    public CommodityEvent? Opening { get; private set; }

    public CommodityEvent? Closing { get; private set; }

    /// <summary>Says what the position is about. A closing does as long as no opening is known.</summary>
    public CommodityEvent Terms => Opening ?? Closing!.Value;

    public void Add(in CommodityEvent step)
    {
        if (step.Kind == CommodityEventKind.TradeOpened)
        {
            Opening = First(Opening, step);
        }
        else
        {
            Closing = First(Closing, step);
        }
    }

    private static CommodityEvent First(in CommodityEvent? known, in CommodityEvent step) =>
        known is { } first && Order(first).CompareTo(Order(step)) <= 0 ? first : step;

    private static (DateTime, int, long) Order(in CommodityEvent step) => (step.EventTime, step.Partition, step.Offset);
}
