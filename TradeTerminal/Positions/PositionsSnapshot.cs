using System.Collections.Immutable;

namespace TradeTerminal.Positions;

/// <summary>The commodity book and what traders hold at one moment, immutable.</summary>
public sealed class PositionsSnapshot(
    ImmutableArray<OpenPosition> open, ImmutableArray<CommodityPnl> commodities, ImmutableArray<TraderPnl> traders, DateOnly day,
    PositionLimits limits)
{
    public static readonly PositionsSnapshot Empty = new([], [], [], DateOnly.MinValue, PositionLimits.Default);

    /// <summary>Newest opening first; the newest <see cref="PositionsBoard.MostOpen"/> when there are more.</summary>
    public ImmutableArray<OpenPosition> Open { get; } = open;

    /// <summary>In the order of their names; of every position, also those left out of <see cref="Open"/>.</summary>
    public ImmutableArray<CommodityPnl> Commodities { get; } = commodities;

    /// <summary>In the order of their names.</summary>
    public ImmutableArray<TraderPnl> Traders { get; } = traders;

    /// <summary>The UTC day that <see cref="CommodityPnl.RealizedToday"/> is of.</summary>
    public DateOnly Day { get; } = day;

    public PositionLimits Limits { get; } = limits;

    /// <summary>Opened less closed.</summary>
    public long OpenCount { get; } = commodities.Sum(commodity => commodity.OpenCount);

    public long ClosedCount { get; } = commodities.Sum(commodity => commodity.ClosedCount);

    public long UnmarkedCount { get; } = commodities.Sum(commodity => commodity.UnmarkedCount);

    public decimal Unrealized { get; } = commodities.Sum(commodity => commodity.Unrealized);

    public decimal Realized { get; } = commodities.Sum(commodity => commodity.Realized);

    public decimal TradersUnrealized { get; } = traders.Sum(trader => trader.Unrealized);

    /// <summary>The oldest price that an open position of the commodity book is marked at.</summary>
    public DateTime? OldestMark { get; } = commodities.Where(commodity => commodity.OpenCount > 0).Min(commodity => commodity.Mark?.At);

    public int TradersOver => Traders.Count(trader => trader.State(Limits) == LimitState.Exceeded);

    /// <summary>Zero on a day in which nothing has been stored yet.</summary>
    public decimal RealizedOn(DateTime utcNow) =>
        DateOnly.FromDateTime(utcNow) == Day ? Commodities.Sum(commodity => commodity.RealizedToday) : 0.00m;
}
