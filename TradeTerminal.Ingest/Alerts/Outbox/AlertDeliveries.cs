namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>What has become of some alerts at a destination.</summary>
internal sealed class AlertDeliveries
{
    /// <summary>Acknowledged by the other side.</summary>
    public List<Guid> Delivered { get; } = [];

    /// <summary>Not to be delivered, now or later.</summary>
    public List<Guid> Dropped { get; } = [];
}
