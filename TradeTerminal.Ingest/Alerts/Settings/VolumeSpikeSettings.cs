namespace TradeTerminal.Ingest.Alerts.Settings;

/// <summary>
/// A tick with more than so many times the mean volume of the symbol's preceding ticks, or one that is more
/// than so many standard deviations away from it.
/// </summary>
public sealed record VolumeSpikeSettings : RuleSettings
{
    public const decimal LargestRatio = 10_000;
    public const decimal LargestZScore = 100;

    public VolumeSpikeSettings()
        : base(AlertKind.VolumeSpike)
    {
        CoolDownSeconds = 900;
        Repeat = Repeat.Every;
    }

    public decimal HighRatio { get; init; } = 3;

    public decimal ExtremeRatio { get; init; } = 5;

    public bool AnomalyEnabled { get; init; }

    public decimal AnomalyZScore { get; init; } = 2;

    private protected override void Check(Dictionary<string, string> problems)
    {
        Positive(problems, "highRatio", HighRatio, LargestRatio);
        Positive(problems, "extremeRatio", ExtremeRatio, LargestRatio);
        if (AnomalyEnabled)
        {
            Positive(problems, "anomalyZScore", AnomalyZScore, LargestZScore);
        }

        if (ExtremeRatio <= HighRatio)
        {
            problems["extremeRatio"] = "Give more than the ratio of high.";
        }
    }
}
