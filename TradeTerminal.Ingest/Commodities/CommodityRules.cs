using TradeTerminal.Ingest.Alerts.Rules;


namespace TradeTerminal.Ingest.Commodities;

/// <summary>Price ticks alone: the price on a mark or a close repeats one.</summary>
internal sealed class CommodityRules() : PricedRules<CommodityEvent>("commodities", judgesVolume: false)
{
    public override bool Concerns(in CommodityEvent e) => e.Kind == CommodityEventKind.PriceTick;

    protected override PricedEvent View(in CommodityEvent e) => new(e.Commodity, "", e.Price, e.Volume, e.EventTime);
}
