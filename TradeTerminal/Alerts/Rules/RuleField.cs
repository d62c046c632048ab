using TradeTerminal.Help;

namespace TradeTerminal.Alerts.Rules;

/// <summary>How a setting of a rule is called on screen, and its unit; by its JSON name.</summary>
internal sealed record RuleField(string Name, string Label, string Unit, Term? Term = null)
{
    private static readonly Dictionary<string, RuleField> Known = new RuleField[]
    {
        new("significantPercent", "significant above", "%"),
        new("moderateEnabled", "moderate, too", ""),
        new("moderatePercent", "moderate above", "%"),
        new("windowSeconds", "within (0: next print)", "s"),
        new("highRatio", "high above", "× mean"),
        new("extremeRatio", "extreme above", "× mean"),
        new("anomalyEnabled", "anomaly, too", ""),
        new("anomalyZScore", "anomaly above", "std. dev."),
        new("warningValue", "warning above", "value"),
        new("limitValue", "limit", "value"),
        new("dailyLossLimit", "daily loss limit", "P&L"),
        new("minimumQuantity", "quantity above", "a minute"),
        new("sharePercent", "one side above", "%"),
        new("minimumOrders", "orders at least", "or 60 s"),
        new("edgeBps", "edge above", "bps"),
        new("feeBps", "fee", "bps"),
        new("minimumSize", "size above", ""),
        new("freshSeconds", "quotes fresh for", "s"),
        new("ageDifferenceSeconds", "apart at most", "s"),
        new("coolDownSeconds", "cool-down", "s", AlertTerms.CoolDown),
        new("hysteresis", "hysteresis", "of threshold", AlertTerms.Hysteresis),
    }.ToDictionary(field => field.Name);

    /// <summary>A setting nobody has given words to goes by its name.</summary>
    public static RuleField Of(string name) => Known.GetValueOrDefault(name) ?? new RuleField(name, name, "");
}
