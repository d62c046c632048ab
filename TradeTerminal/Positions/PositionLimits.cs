namespace TradeTerminal.Positions;

/// <summary>
/// What a trader may hold and lose: a position's value above <see cref="Warning"/> or <see cref="Exceeded"/>, a
/// day's profit and loss below −<see cref="DailyLoss"/>. On the limit is within it.
/// </summary>
public sealed record PositionLimits(decimal Warning, decimal Exceeded, decimal DailyLoss)
{
    public static readonly PositionLimits Default = new(500_000, 1_000_000, 50_000);

    public LimitState OfValue(decimal value) =>
        value > Exceeded ? LimitState.Exceeded : value > Warning ? LimitState.Warning : LimitState.Within;

    public LimitState OfDay(decimal pnl) => pnl < -DailyLoss ? LimitState.Exceeded : LimitState.Within;
}
