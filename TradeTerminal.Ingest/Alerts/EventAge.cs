namespace TradeTerminal.Ingest.Alerts;

/// <summary>How old an event was when it raised an alert: a recording that is replayed, or a backlog, is about the past.</summary>
public static class EventAge
{
    /// <summary>An event older than this is of the past: no feed that runs is so late.</summary>
    public static readonly TimeSpan Past = TimeSpan.FromHours(1);

    /// <summary>Zero where the sender's clock is ahead.</summary>
    public static TimeSpan Of(DateTime detectedAt, DateTime raisedAt) => raisedAt > detectedAt ? raisedAt - detectedAt : TimeSpan.Zero;

    public static TimeSpan Of(AlertRow row) => Of(row.DetectedAt, row.RaisedAt);
}
