using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Ingest.OrderBook;

namespace TradeTerminal.Ingest.Alerts.Rules;

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
