namespace TradeTerminal.Ingest.Alerts.Settings;

/// <summary>
/// A position worth more than a limit, and a trader who has lost more than a limit on one UTC day. Values
/// are in the currency of the prices; the loss is given as a positive number.
/// </summary>
public sealed record RiskSettings : RuleSettings
{
    public const decimal LargestValue = 1_000_000_000_000;

    public RiskSettings()
        : base(AlertKind.Risk) => CoolDownSeconds = 300;

    public decimal WarningValue { get; init; } = 500_000;

    public decimal LimitValue { get; init; } = 1_000_000;

    public decimal DailyLossLimit { get; init; } = 50_000;

    private protected override void Check(Dictionary<string, string> problems)
    {
        Positive(problems, "warningValue", WarningValue, LargestValue);
        Positive(problems, "limitValue", LimitValue, LargestValue);
        Positive(problems, "dailyLossLimit", DailyLossLimit, LargestValue);
        if (LimitValue <= WarningValue)
        {
            problems["limitValue"] = "Give more than the value of warning.";
        }
    }
}
