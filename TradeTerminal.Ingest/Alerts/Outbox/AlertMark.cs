using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace TradeTerminal.Ingest.Alerts.Outbox;

/// <summary>
/// The column in which an alert carries that it has gone somewhere. Null is still to go; minus infinity is not
/// to go at all; else the time at which the other side had it.
/// </summary>
internal sealed class AlertMark
{
    public static readonly AlertMark Published = new("topic", row => row.PublishedAt, row => row.PublishedAt == null);

    public static readonly AlertMark Notified = new("webhook", row => row.NotifiedAt, row => row.NotifiedAt == null);

    /// <summary>Npgsql writes it as minus infinity.</summary>
    public static readonly DateTime Never = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);

    private readonly Expression<Func<AlertRow, DateTime?>> _column;
    private readonly Expression<Func<AlertRow, bool>> _isPending;

    private AlertMark(string group, Expression<Func<AlertRow, DateTime?>> column, Expression<Func<AlertRow, bool>> isPending) =>
        (Group, _column, _isPending) = (group, column, isPending);

    /// <summary>What the names of the leases of all its destinations begin with.</summary>
    public string Group { get; }

    public IQueryable<AlertRow> Pending(IQueryable<AlertRow> alerts) => alerts.Where(_isPending);

    /// <summary>Marks those of the alerts that are not marked yet; says how many.</summary>
    public Task<int> SetAsync(IQueryable<AlertRow> alerts, DateTime? at, CancellationToken cancellationToken) =>
        Pending(alerts).ExecuteUpdateAsync(set => set.SetProperty(_column, at), cancellationToken);
}
