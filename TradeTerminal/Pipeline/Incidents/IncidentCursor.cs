using TradeTerminal.Api;

namespace TradeTerminal.Pipeline.Incidents;

/// <summary>Beginning and id of an incident: the order in which they are listed, the newest first.</summary>
public sealed record IncidentCursor(DateTime At, Guid Id) : PageKey(At)
{
    public static IncidentCursor Of(Incident incident) => new(incident.BeganAt, incident.Id);
}
