namespace TradeTerminal.Pipeline.OverTime;

/// <summary>
/// How many messages came to an outcome in a column: <c>accepted</c>, <c>duplicate</c>, <c>rejected</c> with the reason as kind, <c>skipped</c>;
/// and stored events of a kind, <c>kind</c>, where their feed tells kinds apart.
/// </summary>
public readonly record struct EventRow(DateTime Time, string Outcome, string Kind, long Events)
{
    public const string Accepted = "accepted";
    public const string Duplicate = "duplicate";
    public const string Rejected = "rejected";
    public const string Skipped = "skipped";
    public const string OfKind = "kind";
}
