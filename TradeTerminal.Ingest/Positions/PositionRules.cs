using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Ingest.Positions;

internal sealed class PositionRules() : FeedRules<TraderPosition, TraderState>("positions")
{
    public override void Judge(in TraderPosition e, TraderState state, RuleSet rules, List<Finding> found)
    {
        if (state.Take(e.Instrument, e.Pnl, e.EventTime) is { } position && rules.Risk.Enabled)
        {
            Risk.Judge(e, position, state, rules.Risk, found);
        }
    }
}
