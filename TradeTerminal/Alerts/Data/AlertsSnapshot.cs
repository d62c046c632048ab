using System.Collections.Immutable;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Alerts.Data;

/// <summary>
/// The newest alerts by event time, what of them nobody has taken note of, what is snoozed and what each rule
/// has done. Immutable.
/// </summary>
public sealed record AlertsSnapshot(
    ImmutableArray<AlertRow> Newest,
    ImmutableArray<OpenAlerts> Open,
    ImmutableArray<AlertSnoozeRow> Snoozes,
    ImmutableArray<RuleActivity> Activity)
{
    public static readonly AlertsSnapshot Empty = new([], [], [], []);

    /// <summary>False until the database has been read once.</summary>
    public bool IsRead => !Activity.IsEmpty;

    /// <summary>The snooze that keeps such an alert out of the way; a graver one than it is about passes.</summary>
    public AlertSnoozeRow? Snooze(string kind, string symbol, string severity, DateTime utcNow) => Snoozes.FirstOrDefault(
        snooze => snooze.Kind == kind && snooze.Symbol == symbol && snooze.Until > utcNow && snooze.Covers(severity));

    /// <summary>
    /// Alerts that nobody has acknowledged and that are not snoozed, of the newest <see cref="AlertBoard.Counted"/>.
    /// </summary>
    public int CountOpen(DateTime utcNow) =>
        Open.Where(open => Snooze(open.Kind, open.Symbol, open.Severity, utcNow) is null).Sum(open => open.Count);

    /// <summary>Of the newest, those that nobody has acknowledged and that are not snoozed, newest first.</summary>
    public IEnumerable<AlertRow> NeedingAttention(DateTime utcNow) =>
        Newest.Where(alert => alert.AcknowledgedAt is null && Snooze(alert.Kind, alert.Symbol, alert.Severity, utcNow) is null);
}

/// <summary>How many alerts of a kind and severity about a symbol nobody has acknowledged.</summary>
public sealed record OpenAlerts(string Kind, string Symbol, string Severity, int Count);

/// <summary>
/// What a rule has done: alerts in the last 24 hours, at most <see cref="AlertBoard.Counted"/> × 10 counted, and
/// the event time of the newest.
/// </summary>
public sealed record RuleActivity(string Kind, int LastDay, DateTime? LastFired);
