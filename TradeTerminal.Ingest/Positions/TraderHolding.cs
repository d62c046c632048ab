namespace TradeTerminal.Ingest.Positions;

/// <summary>
/// What a trader holds of one symbol after the newest report. A report says what is held, not at what price something was sold: what was
/// realized is known only where the trader says it.
/// </summary>
public readonly record struct TraderHolding(
    decimal Size,
    decimal AveragePrice,
    decimal Pnl,
    decimal? Realized,
    DateTime EventTime,
    int Partition,
    long Offset)
{
    /// <summary>
    /// When a report last said the other side than another one of the same second: then both may be held, and this is one of the two.
    /// </summary>
    public DateTime? OpposedAt { get; init; }

    public DateOnly Day => DateOnly.FromDateTime(EventTime);

    public static TraderHolding First(in TraderPosition report) => new(
        report.Size, report.AveragePrice, report.Pnl, report.Realized, report.EventTime, report.Partition, report.Offset);

    /// <summary>
    /// The holding after a report. One that is not newer, by event time, then partition, then offset, changes
    /// nothing of what is held.
    /// </summary>
    public TraderHolding After(in TraderPosition report)
    {
        var opposedAt = Opposes(report) && !(OpposedAt > report.EventTime) ? report.EventTime : OpposedAt;
        return (IsBefore(report) ? First(report) : this) with { OpposedAt = opposedAt };
    }

    private bool Opposes(in TraderPosition report) =>
        Math.Sign(report.Size) * Math.Sign(Size) < 0
        && report.EventTime.Ticks / TimeSpan.TicksPerSecond == EventTime.Ticks / TimeSpan.TicksPerSecond;

    private bool IsBefore(in TraderPosition report)
    {
        var byTime = EventTime.CompareTo(report.EventTime);
        var byPartition = Partition.CompareTo(report.Partition);
        return byTime != 0 ? byTime < 0 : byPartition != 0 ? byPartition < 0 : Offset < report.Offset;
    }
}
