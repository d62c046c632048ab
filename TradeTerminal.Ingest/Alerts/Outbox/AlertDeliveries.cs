namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>What has become of some alerts at a destination.</summary>
internal sealed class AlertDeliveries(Func<CancellationToken, Task<bool>> keep)
{
    /// <summary>Acknowledged by the other side.</summary>
    public List<Guid> Delivered { get; } = [];

    /// <summary>Not to be delivered, now or later.</summary>
    public List<Guid> Dropped { get; } = [];

    /// <summary>Not taken, each with what the other side said, such as <c>it answers 404</c>: to be tried again, each by itself.</summary>
    public Dictionary<Guid, string> Refused { get; } = [];

    /// <summary>False when another terminal sends from now on; to be asked before what may last.</summary>
    public Task<bool> MayGoOnAsync(CancellationToken cancellationToken) => keep(cancellationToken);
}
