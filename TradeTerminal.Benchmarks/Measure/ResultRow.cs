namespace TradeTerminal.Benchmarks.Measure;

/// <summary>
/// One line of a benchmark's report. <see cref="Number"/> is the row of the project's table of targets;
/// <see cref="Met"/> is null where a row has no target of its own.
/// </summary>
internal sealed record ResultRow(
    string Number, string Measure, double Value, string Unit, double Spread, string Against, string Target, bool? Met)
{
    /// <summary>Above this the machine was too noisy for the figure to count as a pass.</summary>
    public const double LowConfidence = 0.30;

    public string Verdict => Met switch
    {
        null => "",
        true when Spread > LowConfidence => "low confidence",
        true => "met",
        false => "MISSED",
    };
}
