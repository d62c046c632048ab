using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Alerts.Settings;

namespace TradeTerminal.Ingest.Quotes;

/// <summary>Price move per venue, volume spike over all venues of a symbol, arbitrage between them.</summary>
internal sealed class QuoteRules() : PricedRules<Quote>("quotes", judgesVolume: true)
{
    protected override PricedEvent View(in Quote e) => new(e.Symbol, e.Venue, e.Price, e.Volume, e.EventTime);

    protected override void JudgeQuote(
        in Quote e, VenueState venue, PricedState state, RuleSet rules, List<Finding> found)
    {
        venue.Take(e);
        if (rules.Arbitrage.Enabled)
        {
            Arbitrage.Judge(e.Symbol, venue, state, rules.Arbitrage, found);
        }
    }
}
