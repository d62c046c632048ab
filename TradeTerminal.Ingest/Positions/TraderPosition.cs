using TradeTerminal.Ingest.Feeds;

namespace TradeTerminal.Ingest.Positions;

/// <summary>
/// What a trader holds of an instrument as reported: <see cref="Size"/> is positive for long and negative
/// for short, <see cref="Pnl"/> is the trader's own figure for this position.
/// </summary>
public readonly record struct TraderPosition(
    string Trader,
    string Instrument,
    decimal Size,
    decimal AveragePrice,
    decimal Pnl,
    DateTime EventTime,
    int Partition,
    long Offset) : IFeedEvent<TraderPosition>
{
    /// <summary>The trader's own figure of what selling has brought; null where the report has none.</summary>
    public decimal? Realized { get; init; }

    string IFeedEvent<TraderPosition>.Symbol => Trader;

    public TraderPosition At(int partition, long offset) => this with { Partition = partition, Offset = offset };
}
