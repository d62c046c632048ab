using TradeTerminal.Controls;
using TradeTerminal.Pipeline.Rejects;

namespace TradeTerminal.Pipeline.Resubmissions;

/// <summary>What is said of messages that are sent again.</summary>
internal static class ResubmitWords
{
    /// <summary>How many go at once, and how many there are: “1 message”, “the oldest 1,000 of 2,345 messages”.</summary>
    public static string Count(ReasonCount there) => there.Count > Resubmitter.MostCounted
        ? $"the oldest {Format.Count(there.AtOnce)} of more than {Format.Count(Resubmitter.MostCounted)} messages"
        : there.Count > there.AtOnce ? $"the oldest {Format.Count(there.AtOnce)} of {Format.Count(there.Count)} messages"
        : there.Count == 1 ? "1 message" : $"{Format.Count(there.Count)} messages";

    /// <summary>What became of a row, as short as a cell: “accepted”, “rejected again: 3/1,234”.</summary>
    public static string Of(RejectedMessage row) => row.Outcome switch
    {
        null => "",
        Outcomes.Sending => "sending…",
        Outcomes.Waiting => "waiting…",
        Outcomes.Rejected => $"rejected again, at {row.SentPartition}/{Format.Count(row.SentOffset ?? 0)}",
        Outcomes.Duplicate => "a duplicate",
        Outcomes.Lost => "gone before it was stored",
        Outcomes.Unknown => "not known to have arrived",
        _ => row.Outcome,
    };

    public static string Tone(string? outcome) => outcome switch
    {
        Outcomes.Accepted => "good",
        Outcomes.Rejected or Outcomes.Lost or Outcomes.Unknown => "bad",
        _ => "weak",
    };
}
