using System.Collections.Immutable;

namespace TradeTerminal.Positions.Data;

/// <summary>The commodity book and what traders hold at one moment, immutable.</summary>
public sealed class PositionsSnapshot(
    ImmutableArray<OpenPosition> open, ImmutableArray<CommodityPnl> commodities, ImmutableArray<TraderPnl> traders, TraderTotals totals,
    ImmutableDictionary<string, ImmutableArray<TraderHeld>> held, DateOnly day, PositionLimits limits)
{
    public static readonly PositionsSnapshot Empty = new(
        [], [], [], TraderTotals.None, ImmutableDictionary<string, ImmutableArray<TraderHeld>>.Empty,
        DateOnly.MinValue, PositionLimits.Default);

    /// <summary>Newest opening first; the newest <see cref="PositionsBoard.MostOpen"/> when there are more.</summary>
    public ImmutableArray<OpenPosition> Open { get; } = open;

    /// <summary>In the order of their names; of every position, also those left out of <see cref="Open"/>.</summary>
    public ImmutableArray<CommodityPnl> Commodities { get; } = commodities;

    /// <summary>The worst first; at most <see cref="PositionsBoard.MostTraders"/> of them.</summary>
    public ImmutableArray<TraderPnl> Traders { get; } = traders;

    /// <summary>Of all traders, also those left out of <see cref="Traders"/>.</summary>
    public TraderTotals TraderTotals { get; } = totals;

    /// <summary>
    /// By trader: the positions of those somebody looks at, or of all while there are few; in the order of their symbols, flat
    /// ones too, for what was realized in them. The largest <see cref="PositionsBoard.MostHeld"/> of each.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<TraderHeld>> Held { get; } = held;

    /// <summary>So few that all their positions are here, and shown from the start.</summary>
    public bool AreTradersFew { get; } = PositionsBoard.AreFew(totals);

    /// <summary>The UTC day it was read on: figures of a day are of this one.</summary>
    public DateOnly Day { get; } = day;

    public PositionLimits Limits { get; } = limits;

    /// <summary>Opened less closed.</summary>
    public long OpenCount { get; } = commodities.Sum(commodity => commodity.OpenCount);

    public long ClosedCount { get; } = commodities.Sum(commodity => commodity.ClosedCount);

    public long UnmarkedCount { get; } = commodities.Sum(commodity => commodity.UnmarkedCount);

    public decimal Unrealized { get; } = commodities.Sum(commodity => commodity.Unrealized);

    public decimal Realized { get; } = commodities.Sum(commodity => commodity.Realized);

    /// <summary>The oldest price that an open position of the commodity book is marked at.</summary>
    public DateTime? OldestMark { get; } = commodities.Where(commodity => commodity.OpenCount > 0).Min(commodity => commodity.Mark?.At);

    /// <summary>Zero on a day in which nothing has been stored yet.</summary>
    public decimal RealizedOn(DateTime utcNow) =>
        DateOnly.FromDateTime(utcNow) == Day ? Commodities.Sum(commodity => commodity.RealizedToday) : 0.00m;
}
