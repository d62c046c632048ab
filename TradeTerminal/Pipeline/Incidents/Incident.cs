namespace TradeTerminal.Pipeline.Incidents;

/// <summary>Something that went wrong: immutable, replaced whole while it goes on.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Kind">One of <see cref="IncidentKinds"/>.</param>
/// <param name="Feed">The feed it is about; null for all.</param>
/// <param name="BeganAt">UTC.</param>
/// <param name="EndedAt">UTC; null while it goes on.</param>
/// <param name="IsEndSeen">False where the terminal ended first: it was not over then, and nobody saw when it was.</param>
/// <param name="Waited">The most messages that waited to be stored at one moment, until five seconds after its end.</param>
/// <param name="Messages">Refused, or come in the surge; null for other kinds.</param>
/// <param name="Detail">What was said of it, in words.</param>
public sealed record Incident(
    Guid Id, string Kind, string? Feed, DateTime BeganAt, DateTime? EndedAt, bool IsEndSeen, long Waited, long? Messages, string Detail)
{
    /// <summary>Longer words are cut: they may come from a server.</summary>
    public const int LongestDetail = 500;

    public IncidentKey Key => new(Kind, Feed);

    /// <summary>How long it took, or has taken until now.</summary>
    public TimeSpan Length(DateTime utcNow) => (EndedAt ?? utcNow) - BeganAt;
}

/// <summary>One thing that may be wrong; it is wrong once at a time.</summary>
public readonly record struct IncidentKey(string Kind, string? Feed);
