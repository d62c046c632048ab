using System.Globalization;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.Positions;

namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>
/// |size × average price| of a position above a value, and the P&amp;L of all positions of the trader's UTC day,
/// each by its newest report, below a loss. The day starts with no positions: what was last reported yesterday
/// counts again when it is reported today.
/// </summary>
internal static class Risk
{
    public static void Judge(
        in TraderPosition report, PositionState position, TraderState trader, RiskSettings settings, List<Finding> found)
    {
        var value = Math.Abs(report.Size * report.AveragePrice);
        var severity = value > settings.LimitValue ? Severity.LimitExceeded : Severity.Warning;
        var lowered = 1 - settings.Hysteresis;
        var holding = value >= settings.LimitValue * lowered ? Severity.LimitExceeded.Rank()
            : value >= settings.WarningValue * lowered ? Severity.Warning.Rank()
            : 0;
        if (position.Value.Speaks(value > settings.WarningValue ? severity.Rank() : 0, holding, report.EventTime, settings))
        {
            found.Add(FindValue(report, value, severity, settings));
        }

        var loss = -trader.Pnl;
        var rank = Severity.DailyLossLimit.Rank();
        if (trader.Loss.Speaks(
            loss > settings.DailyLossLimit ? rank : 0,
            loss >= settings.DailyLossLimit * lowered ? rank : 0,
            report.EventTime,
            settings))
        {
            found.Add(FindLoss(report, trader, settings));
        }
    }

    private static Finding FindValue(in TraderPosition report, decimal value, Severity severity, RiskSettings settings)
    {
        var threshold = severity == Severity.LimitExceeded ? settings.LimitValue : settings.WarningValue;
        var way = report.Size < 0 ? "short" : "long";
        return new Finding(
            AlertKind.Risk,
            report.Trader,
            "",
            severity,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Trader} is {way} {value:#,0.00} of {report.Instrument}, more than {threshold:#,0.##}"),
            [
                new("instrument", report.Instrument),
                new("size", report.Size),
                new("averagePrice", report.AveragePrice),
                new("value", value),
                new("threshold", threshold),
            ]);
    }

    private static Finding FindLoss(in TraderPosition report, TraderState trader, RiskSettings settings)
    {
        var pnl = trader.Positions.Sum(position => position.Pnl);
        return new Finding(
            AlertKind.Risk,
            report.Trader,
            "",
            Severity.DailyLossLimit,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Trader} has lost {-pnl:#,0.00} on {trader.Day:yyyy-MM-dd}, more than {settings.DailyLossLimit:#,0.##}"),
            [
                new("day", trader.Day),
                new("pnl", pnl),
                new("threshold", -settings.DailyLossLimit),
                .. trader.Positions.Select(position => new AlertInput($"pnl {position.Instrument}", position.Pnl)),
            ]);
    }
}
