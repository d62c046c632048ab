namespace TradeTerminal.Pipeline.Rejects;

/// <summary>Which refused messages; what is null leaves all of them.</summary>
/// <param name="Reason">One of the codes.</param>
/// <param name="Topic">They were read from.</param>
/// <param name="Resubmitted"><see cref="Never"/>, <see cref="Once"/>, or what became of them.</param>
/// <param name="From">Refused at that time or later, UTC.</param>
/// <param name="To">Refused before.</param>
public sealed record RejectQuery(
    string? Reason = null, string? Topic = null, string? Resubmitted = null, DateTime? From = null, DateTime? To = null)
{
    /// <summary>Those that were not sent again.</summary>
    public const string Never = "never";

    /// <summary>Those that were, whatever became of them.</summary>
    public const string Once = "any";

    /// <summary>Only this one; of a place without a time all that were refused there.</summary>
    public RejectId? Id { get; init; }

    public static readonly RejectQuery All = new();
}
