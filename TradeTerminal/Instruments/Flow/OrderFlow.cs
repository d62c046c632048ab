using System.Collections.Immutable;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Instruments.Flow;

/// <summary>
/// What was ordered of one symbol. <see cref="Bought"/>, <see cref="Sold"/> and <see cref="Orders"/> are those of the rule of order
/// imbalance, as it has stored them: of the minute from <see cref="From"/> to <see cref="At"/>, the time of the newest order.
/// </summary>
/// <param name="Symbol">Of any feed's spelling.</param>
/// <param name="Bought">Units.</param>
/// <param name="Sold">Units.</param>
/// <param name="Orders">How many orders that was.</param>
/// <param name="From">Event time, UTC.</param>
/// <param name="At">Event time, UTC.</param>
/// <param name="Minutes">Those with orders among the <see cref="MinutesShown"/> up to that of <paramref name="At"/>, oldest first.</param>
public sealed record OrderFlow(
    string Symbol, decimal Bought, decimal Sold, int Orders, DateTime From, DateTime At, ImmutableArray<FlowMinute> Minutes)
{
    public const int MinutesShown = 15;

    public decimal Total => Bought + Sold;

    /// <summary>Of the larger part; of equal ones <see cref="Side.Buy"/>.</summary>
    public Side Side => Bought >= Sold ? Side.Buy : Side.Sell;

    /// <summary>The larger side's share of what was ordered, 0.5 to 1; null where nothing was.</summary>
    public decimal? Imbalance => Total == 0 ? null : Math.Max(Bought, Sold) / Total;

    /// <summary>0 to 1.</summary>
    public decimal? BuyShare => Total == 0 ? null : Bought / Total;

    /// <summary>Start of the oldest of the minutes shown.</summary>
    public static DateTime FirstMinute(DateTime at) => Interval.Minute.BucketOf(at).AddMinutes(1 - MinutesShown);
}

/// <summary>What was ordered in the minute that begins at <see cref="Time"/>, UTC.</summary>
public sealed record FlowMinute(DateTime Time, decimal Bought, decimal Sold, long Orders);
