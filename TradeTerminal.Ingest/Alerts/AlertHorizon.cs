namespace TradeTerminal.Ingest.Alerts;

/// <summary>Alerts about events of a past that is made up are stored and shown, but neither sent nor sounded.</summary>
public sealed class AlertHorizon
{
    private long _since;

    /// <summary>When that past ends.</summary>
    public DateTime Since
    {
        get => new(Volatile.Read(ref _since), DateTimeKind.Utc);
        set => Volatile.Write(ref _since, value.Ticks);
    }

    public bool IsPast(AlertRow alert) => alert.DetectedAt < Since;
}
