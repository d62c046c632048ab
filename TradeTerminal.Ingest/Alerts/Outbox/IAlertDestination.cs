namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>Somewhere alerts go after they are stored.</summary>
internal interface IAlertDestination
{
    /// <summary>In logs and on screen, such as <c>topic risk_alerts</c>; never a secret.</summary>
    string Name { get; }

    AlertMark Mark { get; }

    /// <summary>
    /// Of terminals on one database the same where they would send to the same place; null while that place is
    /// not known yet.
    /// </summary>
    string? LeaseName { get; }

    /// <summary>Whether somebody else can see what arrives there; see <see cref="AlertLease"/>.</summary>
    bool IsReal { get; }

    /// <summary>The longest time between two looks at <see cref="AlertDeliveries.MayGoOnAsync"/>.</summary>
    TimeSpan Longest { get; }

    /// <summary>Those of the pending alerts that are for this destination.</summary>
    IQueryable<AlertRow> Mine(IQueryable<AlertRow> pending);

    /// <summary>
    /// Delivers alerts, oldest first. What the other side has acknowledged goes into <paramref name="deliveries"/>,
    /// also when an exception then says why the rest has to wait.
    /// </summary>
    Task DeliverAsync(IReadOnlyList<AlertRow> alerts, AlertDeliveries deliveries, CancellationToken cancellationToken);
}
