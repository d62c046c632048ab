namespace TradeTerminal.Pipeline.Incidents;

/// <summary>
/// Incidents that went on at any time from <see cref="From"/> to before <see cref="To"/>, after <see cref="Before"/> in the list; null
/// means any, or from the newest.
/// </summary>
public readonly record struct IncidentQuestion(
    string? Kind, string? Feed, DateTime? From, DateTime? To, bool OnlyOpen, IncidentCursor? Before, int Limit)
{
    public static IncidentQuestion Newest(string? kind, IncidentCursor? before, int limit) => new(kind, null, null, null, false, before, limit);

    /// <summary>All that went on between two moments, the newest so many of them.</summary>
    public static IncidentQuestion Between(DateTime from, DateTime to, int limit) => new(null, null, from, to, false, null, limit);

    public bool Asks(Incident incident) =>
        (Kind is null || incident.Kind == Kind) && (Feed is null || incident.Feed == Feed)
        && (From is null || incident.EndedAt is null || incident.EndedAt >= From) && (To is null || incident.BeganAt < To)
        && (!OnlyOpen || incident.EndedAt is null)
        && (Before is null || incident.BeganAt < Before.At || (incident.BeganAt == Before.At && incident.Id.CompareTo(Before.Id) < 0));
}
