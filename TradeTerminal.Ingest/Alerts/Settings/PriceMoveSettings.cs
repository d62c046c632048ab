namespace TradeTerminal.Ingest.Alerts.Settings;

/// <summary>
/// A price that is more than so many percent away from the one before it, or from any within a window, per symbol and venue.
/// </summary>
public sealed record PriceMoveSettings : RuleSettings
{
    public const decimal LargestPercent = 1_000;
    public const int LongestWindow = 3_600;

    public PriceMoveSettings()
        : base(AlertKind.PriceMove)
    {
        CoolDownSeconds = 60;
        Repeat = Repeat.Every;
    }

    public decimal SignificantPercent { get; init; } = 5;

    public bool ModerateEnabled { get; init; }

    public decimal ModeratePercent { get; init; } = 2;

    /// <summary>
    /// 0: from the price before. Else from the lowest or the highest price of so many seconds before, whichever is further away.
    /// </summary>
    public int WindowSeconds { get; init; }

    internal TimeSpan Window => TimeSpan.FromSeconds(WindowSeconds);

    private protected override void Check(Dictionary<string, string> problems)
    {
        Positive(problems, "significantPercent", SignificantPercent, LargestPercent);
        if (WindowSeconds is < 0 or > LongestWindow)
        {
            problems["windowSeconds"] = $"Give 0 to {LongestWindow:N0} seconds; 0 compares neighbouring prices.";
        }

        // A threshold that is off stops nobody from storing the others.
        if (!ModerateEnabled)
        {
            return;
        }

        Positive(problems, "moderatePercent", ModeratePercent, LargestPercent);
        if (ModeratePercent >= SignificantPercent)
        {
            problems["moderatePercent"] = $"Give less than the percentage of significant, {SignificantPercent:0.##########}, or switch moderate off.";
        }
    }
}
