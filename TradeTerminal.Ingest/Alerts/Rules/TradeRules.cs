using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Alerts.Rules;

internal sealed class TradeRules() : PricedRules<Trade>("trades", judgesVolume: false)
{
    protected override PricedEvent View(in Trade e) => new(e.Ticker, "", e.Price, e.Volume, e.ExecutedAt);
}
