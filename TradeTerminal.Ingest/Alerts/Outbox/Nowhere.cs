namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>For what is switched off: alerts raised meanwhile do not wait for the day it is switched on,
/// unless another terminal on the database sends them.</summary>
internal sealed class Nowhere(string name, AlertMark mark) : IAlertDestination
{
    public string Name => name;

    public AlertMark Mark => mark;

    public string LeaseName => $"{mark.Group} nowhere";

    public bool IsReal => false;

    public TimeSpan Longest => TimeSpan.Zero;

    public IQueryable<AlertRow> Mine(IQueryable<AlertRow> pending) => pending;

    public Task DeliverAsync(IReadOnlyList<AlertRow> alerts, AlertDeliveries deliveries, CancellationToken cancellationToken)
    {
        deliveries.Dropped.AddRange(alerts.Select(alert => alert.AlertId));
        return Task.CompletedTask;
    }
}
