namespace TradeTerminal.Ingest.Alerts;

/// <summary>How grave, in the words of the rule that raised it. The wire form is <see cref="Severities.Code"/>.</summary>
public enum Severity : byte
{
    Moderate,
    Significant,
    Anomaly,
    High,
    Extreme,
    Warning,
    LimitExceeded,
    DailyLossLimit,
    Opportunity,
    Reached,
}

public static class Severities
{
    private static readonly string[] Codes =
    [
        "moderate", "significant", "anomaly", "high", "extreme", "warning", "limit_exceeded", "daily_loss_limit", "opportunity",
        "reached",
    ];

    public static string Code(this Severity severity) => Codes[(int)severity];

    public static Severity Parse(string code) => (Severity)Math.Max(0, Array.IndexOf(Codes, code));

    /// <summary>Of two verdicts of one rule the higher one is the graver.</summary>
    public static int Rank(this Severity severity) => severity switch
    {
        Severity.Moderate or Severity.Anomaly => 1,
        Severity.Significant or Severity.High or Severity.Warning or Severity.Opportunity or Severity.Reached => 2,
        _ => 3,
    };
}
