namespace TradeTerminal.Help;

/// <summary>What was ordered, as the rule of order imbalance counts it.</summary>
internal static class FlowTerms
{
    private const string Window = "Of the minute up to the newest order, as the rule order imbalance counts it.";

    public static Term Bought { get; } = new("flow-bought", "Bought", $"Units ordered on the buy side. {Window}", "Σ quantity of buy orders");

    public static Term Sold { get; } = new("flow-sold", "Sold", $"Units ordered on the sell side. {Window}", "Σ quantity of sell orders");

    public static Term Imbalance { get; } = new("flow-imbalance", "Imbalance",
        $"The larger side's share of what was ordered. {Window}", "larger of bought and sold ÷ (bought + sold)");

    public static Term Orders { get; } = new("flow-orders", "Orders", $"How many that were. {Window}");
}
