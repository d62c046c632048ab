using System.Collections.Immutable;

namespace TradeTerminal.Positions;

/// <summary>
/// What one trader holds, never empty, and sums of it. The day is the UTC day of the trader's newest report;
/// what was last reported on an earlier one adds nothing to the day's figures.
/// </summary>
public sealed class TraderPnl(string trader, ImmutableArray<TraderHeld> held)
{
    public string Trader { get; } = trader;

    /// <summary>In the order of their symbols; flat ones too, for what was realized in them.</summary>
    public ImmutableArray<TraderHeld> Held { get; } = held;

    public DateOnly Day { get; } = held.Max(position => position.Day);

    public int OpenCount { get; } = held.Count(position => !position.IsFlat);

    public int UnmarkedCount { get; } = held.Count(position => position.Unrealized is null);

    public decimal Value { get; } = held.Sum(position => position.Value);

    public decimal Unrealized { get; } = held.Sum(position => position.Unrealized ?? 0.00m);

    public decimal Realized => Today.Sum(position => position.Realized);

    /// <summary>The trader's own figures of the day.</summary>
    public decimal ReportedPnl => Today.Sum(position => position.ReportedPnl);

    private IEnumerable<TraderHeld> Today => Held.Where(position => position.Day == Day);

    /// <summary>The worst of the positions and the day.</summary>
    public LimitState State(PositionLimits limits) =>
        (LimitState)Math.Max((byte)limits.OfDay(ReportedPnl), Held.Max(position => (byte)limits.OfValue(position.Value)));
}
