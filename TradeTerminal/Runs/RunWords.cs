using TradeTerminal.Controls;
using TradeTerminal.Ingest.Runs;

namespace TradeTerminal.Runs;

/// <summary>A run in words.</summary>
internal static class RunWords
{
    private const string Nothing = "–";

    public static string EndedBy(string code) => code switch
    {
        "max-messages" => "number of messages",
        "idle" => "nothing came",
        "until" => "its time was up",
        _ => "stopped",
    };

    public static string Rate(RunSummary run) => run.MessagesPerSecond is { } rate ? Format.Rate(rate) : Nothing;

    public static string Freshness(RunSummary run) => run.FreshnessSeconds is { } age ? Format.Age(TimeSpan.FromSeconds(age)) : Nothing;
}
