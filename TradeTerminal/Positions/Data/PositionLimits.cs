using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Positions.Data;

/// <summary>
/// What a trader may hold and lose: a position's value above <see cref="Warning"/> or <see cref="Exceeded"/>, a
/// day's profit and loss below −<see cref="DailyLoss"/>. On the limit is within it.
/// </summary>
public sealed record PositionLimits(decimal Warning, decimal Exceeded, decimal DailyLoss)
{
    public static readonly PositionLimits Default = Of(new RiskSettings());

    /// <summary>The thresholds of the alert rule, whether it is switched on or not.</summary>
    public static PositionLimits Of(RiskSettings settings) => new(settings.WarningValue, settings.LimitValue, settings.DailyLossLimit);

    public LimitState OfValue(decimal value) =>
        value > Exceeded ? LimitState.Exceeded : value > Warning ? LimitState.Warning : LimitState.Within;

    public LimitState OfDay(decimal pnl) => pnl < -DailyLoss ? LimitState.Exceeded : LimitState.Within;
}
