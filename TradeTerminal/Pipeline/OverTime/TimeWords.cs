using System.Globalization;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline.Minutes;
using TradeTerminal.Settings;

namespace TradeTerminal.Pipeline.OverTime;

/// <summary>How the pictures of the pipeline are labelled.</summary>
internal static class TimeWords
{
    /// <summary>The beginning of a column: <c>14:30</c>, in pictures of several days <c>11-30 14:30</c>.</summary>
    public static string Of(ViewerClock clock, PipelineQuestion question, DateTime time) => clock.At(time).ToString(
        question.To - question.From > TimeSpan.FromHours(1) ? "MM-dd HH:mm" : "HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>14:30</c>; in pictures of more than a day <c>Mon 30</c>.</summary>
    public static string Tick(ViewerClock clock, PipelineQuestion question, DateTime time) => clock.At(time).ToString(
        question.To - question.From > TimeSpan.FromDays(1) ? "ddd d" : "HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>minute</c>, <c>15 min</c>, <c>hour</c>, <c>2 h</c>.</summary>
    public static string Step(TimeSpan step) => step switch
    {
        { TotalMinutes: 1 } => "minute",
        { TotalHours: 1 } => "hour",
        { TotalHours: < 1 } => $"{step.TotalMinutes} min",
        _ => $"{step.TotalHours} h",
    };

    public static string Outcome(string key) => key switch
    {
        EventRow.Accepted => "stored",
        EventRow.Duplicate => "duplicates",
        EventRow.Untold => "not told apart",
        "price_tick" => "ticks",
        "trade_opened" => "opened",
        "trade_marked" => "marked",
        "trade_closed" => "closed",
        "" => "unknown",
        _ => key,
    };

    public static string StageOf(Stage stage) => stage switch
    {
        Stage.Broker => "event to broker",
        Stage.Received => "broker to received",
        Stage.Committed => "received to committed",
        Stage.Published => "committed to published",
        Stage.Painted => "published to painted",
        _ => "event to painted",
    };
}
