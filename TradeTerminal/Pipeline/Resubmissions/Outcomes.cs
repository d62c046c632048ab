using TradeTerminal.Pipeline.Rejects;

namespace TradeTerminal.Pipeline.Resubmissions;

/// <summary>What became of a message that was sent again, as the table and the API have it.</summary>
internal static class Outcomes
{
    /// <summary>On its way to the broker, or nobody knows yet whether it has arrived.</summary>
    public const string Sending = "sending";

    /// <summary>In the log, and not yet read.</summary>
    public const string Waiting = "waiting";
    public const string Accepted = "accepted";
    public const string Duplicate = "duplicate";
    public const string Rejected = "rejected";

    /// <summary>Gone before it was stored. It may be sent again.</summary>
    public const string Lost = "lost";

    /// <summary>The terminal ended before the broker had answered, and the log can't be asked any more. It may be sent again.</summary>
    public const string Unknown = "unknown";

    public static IReadOnlyList<string> All { get; } = [Sending, Waiting, Accepted, Duplicate, Rejected, Lost, Unknown];

    /// <summary>What a list can be narrowed down to.</summary>
    public static IReadOnlyList<string> Choices { get; } = [RejectQuery.Never, RejectQuery.Once, .. All];

    public static bool IsOpen(string? outcome) => outcome is Sending or Waiting;

    public static bool MayBeSentAgain(string? outcome) => outcome is null or Lost or Unknown;

    /// <summary>After “it was sent again and …”.</summary>
    public static string Words(string outcome) => outcome switch
    {
        Sending => "is on its way to the broker",
        Waiting => "is in the log, not read yet",
        Accepted => "was accepted",
        Duplicate => "was a duplicate of what was stored before",
        Rejected => "was rejected again",
        Lost => "was gone before it was stored",
        _ => "nobody knows whether it arrived: the terminal ended before the broker answered",
    };
}
