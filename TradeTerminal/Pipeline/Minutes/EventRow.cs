namespace TradeTerminal.Pipeline.Minutes;

/// <summary>
/// How many messages came to an outcome in a column: <c>accepted</c>, <c>duplicate</c>, <c>rejected</c> with the reason as kind,
/// <c>skipped</c>, <c>ignored</c>; and stored events of a kind, <c>kind</c>, where their feed tells kinds apart.
/// </summary>
public readonly record struct EventRow(DateTime Time, string Outcome, string Kind, long Events)
{
    public const string Accepted = "accepted";
    public const string Duplicate = "duplicate";
    public const string Rejected = "rejected";
    public const string Skipped = "skipped";
    public const string Ignored = "ignored";
    public const string OfKind = "kind";

    /// <summary>Is not stored: accepted ones of a feed that tells kinds apart whose kind is not known.</summary>
    public const string Untold = "untold";

    /// <summary>
    /// The <see cref="Untold"/> ones by column: a run that crashes takes the kinds of ten seconds along, one that ends those of its last
    /// batches. A kind may be counted a turn after its event: what a column has too many belongs to those before.
    /// </summary>
    public static IEnumerable<EventRow> UntoldOf(IEnumerable<EventRow> rows)
    {
        var ahead = 0L;
        foreach (var column in rows.GroupBy(row => row.Time).OrderByDescending(column => column.Key))
        {
            var untold = ahead + column.Sum(
                row => row.Outcome switch { Accepted => row.Events, OfKind => -row.Events, _ => 0 });
            ahead = Math.Min(0, untold);
            if (untold > 0)
            {
                yield return new EventRow(column.Key, Untold, "", untold);
            }
        }
    }
}
