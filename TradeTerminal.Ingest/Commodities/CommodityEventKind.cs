namespace TradeTerminal.Ingest.Commodities;

public enum CommodityEventKind : byte
{
    PriceTick,
    TradeOpened,
    TradeMarked,
    TradeClosed,
}

public static class CommodityEventKinds
{
    private static readonly string[] Codes = ["price_tick", "trade_opened", "trade_marked", "trade_closed"];

    /// <summary>By their numbers.</summary>
    public static IReadOnlyList<string> All => Codes;

    /// <summary>The form in the database.</summary>
    public static string Code(this CommodityEventKind kind) => Codes[(int)kind];
}
