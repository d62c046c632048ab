using TradeTerminal.Ingest.Alerts.Rules;


namespace TradeTerminal.Ingest.Ticks;

internal sealed class TickRules : PricedRules<Tick>
{
    private TickRules(string feed, bool judgesVolume)
        : base(feed, judgesVolume)
    {
    }

    /// <summary>Crypto ticks come without a volume.</summary>
    public static TickRules Crypto() => new("crypto", judgesVolume: false);

    public static TickRules Indices() => new("indices", judgesVolume: true);

    protected override PricedEvent View(in Tick e) => new(e.Symbol, "", e.Price, e.Volume, e.EventTime);
}
