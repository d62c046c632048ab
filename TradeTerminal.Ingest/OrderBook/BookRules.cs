using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Ingest.OrderBook;

internal sealed class BookRules() : FeedRules<BookUpdate, FlowState>("order_book")
{
    public override void Judge(in BookUpdate e, FlowState state, RuleSet rules, List<Finding> found)
    {
        if (state.Take(e.Side, e.Quantity, e.EventTime) && rules.OrderImbalance.Enabled)
        {
            OrderImbalance.Judge(e, state, rules.OrderImbalance, found);
        }
    }
}
