namespace TradeTerminal.Ingest.Alerts.Settings;

/// <summary>
/// One venue bids more for a symbol than another asks. Basis points are of the ask; the fee is that of buying
/// and selling together.
/// </summary>
public sealed record ArbitrageSettings : RuleSettings
{
    public const decimal LargestBps = 10_000;
    public const int LargestAge = 3_600;
    public const long LargestSize = 1_000_000_000_000;

    public ArbitrageSettings()
        : base(AlertKind.Arbitrage)
    {
        CoolDownSeconds = 60;
        Hysteresis = 0.2m;
    }

    /// <summary>What must be left after the fee.</summary>
    public decimal EdgeBps { get; init; } = 10;

    public decimal FeeBps { get; init; }

    /// <summary>More than this must be available on both sides.</summary>
    public long MinimumSize { get; init; } = 50_000;

    /// <summary>A quote older than this beside the symbol's newest quote is not believed.</summary>
    public int FreshSeconds { get; init; } = 10;

    /// <summary>Two quotes further apart than this are not compared.</summary>
    public int AgeDifferenceSeconds { get; init; } = 10;

    internal TimeSpan Fresh => TimeSpan.FromSeconds(FreshSeconds);

    internal TimeSpan AgeDifference => TimeSpan.FromSeconds(AgeDifferenceSeconds);

    private protected override void Check(Dictionary<string, string> problems)
    {
        Positive(problems, "edgeBps", EdgeBps, LargestBps);
        Positive(problems, "freshSeconds", FreshSeconds, LargestAge);
        if (FeeBps is < 0 or > LargestBps)
        {
            problems["feeBps"] = $"Give 0 to {LargestBps:N0} basis points.";
        }

        if (MinimumSize is < 0 or > LargestSize)
        {
            problems["minimumSize"] = $"Give 0 to {LargestSize:N0}.";
        }

        if (AgeDifferenceSeconds is < 0 or > LargestAge)
        {
            problems["ageDifferenceSeconds"] = $"Give 0 to {LargestAge:N0} seconds.";
        }
    }
}
