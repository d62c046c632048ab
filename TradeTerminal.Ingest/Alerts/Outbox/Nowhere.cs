namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>For what is switched off: alerts raised meanwhile do not wait for the day it is switched on.</summary>
internal sealed class Nowhere(string name, AlertMark mark) : IAlertDestination
{
    public string Name => name;

    public AlertMark Mark => mark;

    public IQueryable<AlertRow> Mine(IQueryable<AlertRow> pending) => pending;

    public Task DeliverAsync(IReadOnlyList<AlertRow> alerts, AlertDeliveries deliveries, CancellationToken cancellationToken)
    {
        deliveries.Dropped.AddRange(alerts.Select(alert => alert.AlertId));
        return Task.CompletedTask;
    }
}
