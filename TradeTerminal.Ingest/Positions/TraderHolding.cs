namespace TradeTerminal.Ingest.Positions;

/// <summary>
/// What a trader holds of one symbol after the newest report, and what was realized on the UTC day of it.
/// Reports say only what is held afterwards; so the price of a trade is known only where the reported average
/// gives it away.
/// </summary>
public readonly record struct TraderHolding(
    decimal Size,
    decimal AveragePrice,
    decimal Pnl,
    decimal Realized,
    DateTime EventTime,
    int Partition,
    long Offset)
{
    public DateOnly Day => DateOnly.FromDateTime(EventTime);

    public static TraderHolding First(in TraderPosition report) => new(
        report.Size, report.AveragePrice, report.Pnl, 0.00m, report.EventTime, report.Partition, report.Offset);

    /// <summary>
    /// The holding after a report. One that is not newer, by event time, then partition, then offset, changes
    /// nothing: what lay between is not known.
    /// </summary>
    public TraderHolding After(in TraderPosition report)
    {
        if (!IsBefore(report))
        {
            return this;
        }

        var next = First(report);
        return next with { Realized = RealizedBy(report) + (next.Day == Day ? Realized : 0.00m) };
    }

    /// <summary>
    /// The closed part at the reported average where that differs from the average before: after a flip it is
    /// the price of the trade that crossed zero. The same average, or none, says nothing about the price of
    /// the trade, and nothing is realized.
    /// </summary>
    private decimal RealizedBy(in TraderPosition report)
    {
        var closed = ClosedBy(report.Size);
        return closed == 0 || report.AveragePrice == 0 || report.AveragePrice == AveragePrice
            ? 0.00m
            : Positions.Pnl.Of(closed, AveragePrice, report.AveragePrice);
    }

    /// <summary>The part of the size that is gone, with its sign; all of it when the other side is held now.</summary>
    private decimal ClosedBy(decimal size) =>
        Math.Sign(size) != Math.Sign(Size) ? Size
        : Math.Abs(size) < Math.Abs(Size) ? Size - size
        : 0;

    private bool IsBefore(in TraderPosition report)
    {
        var byTime = EventTime.CompareTo(report.EventTime);
        var byPartition = Partition.CompareTo(report.Partition);
        return byTime != 0 ? byTime < 0 : byPartition != 0 ? byPartition < 0 : Offset < report.Offset;
    }
}
