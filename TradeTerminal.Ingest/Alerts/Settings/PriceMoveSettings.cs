namespace TradeTerminal.Ingest.Alerts.Settings;

/// <summary>
/// A price that is more than so many percent away from the one before it, per symbol and venue.
/// </summary>
public sealed record PriceMoveSettings : RuleSettings
{
    public const decimal LargestPercent = 1_000;

    public PriceMoveSettings()
        : base(AlertKind.PriceMove)
    {
        CoolDownSeconds = 60;
        Repeat = Repeat.Every;
    }

    public decimal SignificantPercent { get; init; } = 5;

    public bool ModerateEnabled { get; init; }

    public decimal ModeratePercent { get; init; } = 2;

    private protected override void Check(Dictionary<string, string> problems)
    {
        Positive(problems, "significantPercent", SignificantPercent, LargestPercent);
        Positive(problems, "moderatePercent", ModeratePercent, LargestPercent);
        if (ModeratePercent >= SignificantPercent)
        {
            problems["moderatePercent"] = "Give less than significantPercent.";
        }
    }
}
