using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Controls;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Alerts;

/// <summary>
/// The newest alerts that the choice shows. Its rows hold still while the mouse or the keyboard is on them, and it says how many
/// are new meanwhile; what becomes of the rows shown is drawn at once.
/// </summary>
public sealed partial class AlertList
{
    private ImmutableArray<AlertLine> _lines = [];
    private ImmutableArray<string> _symbols = [];
    private AlertView? _viewed;
    private Emptiness? _empty;
    private DateTime _now;
    private string? _problem;

    /// <summary>Acknowledged here last: it can be taken back.</summary>
    private Acknowledgement? _done;
    private bool _isHeld;
    private int _newer;
    private int _open;

    [Parameter, EditorRequired]
    public AlertView View { get; set; } = AlertView.All;

    /// <summary>The alert that is explained beside the list.</summary>
    [Parameter]
    public Guid? Shown { get; set; }

    [Parameter]
    public EventCallback<Func<AlertView, AlertView>> OnChange { get; set; }

    [Inject]
    private AlertBoard Board { get; set; } = null!;

    [Inject]
    private ViewerLists Lists { get; set; } = null!;

    [Inject]
    private AlertDesk Desk { get; set; } = null!;

    protected override TimeSpan MinInterval => TimeSpan.FromMilliseconds(250);

    private string Says => $"{Format.Count(_lines.Length)} of the newest {AlertBoard.Shown}";

    protected override void OnParametersSet()
    {
        var isOther = _viewed is null || _viewed with { Chosen = null } != View with { Chosen = null };
        _viewed = View;
        Read(again: isOther || !_isHeld);
    }

    protected override Task OnMarketAsync()
    {
        Read(again: !_isHeld);
        return base.OnMarketAsync();
    }

    private void Read(bool again)
    {
        _now = UtcNow;
        var alerts = Board.Current;
        var matching = alerts.Newest.Where(View.Shows).ToList();
        if (again || _lines.IsEmpty)
        {
            _lines = AlertLine.Follow(_lines, matching);
            _newer = 0;
        }
        else
        {
            // Held rows stay although the choice may show them no more; what happened to them is drawn.
            var byId = alerts.Newest.ToDictionary(alert => alert.AlertId);
            var held = _lines.Select(line => byId.GetValueOrDefault(line.Id) ?? line.Alert).ToList();
            var shown = held.Select(alert => alert.AlertId).ToHashSet();
            _newer = matching.Count(alert => !shown.Contains(alert.AlertId));
            _lines = AlertLine.Follow(_lines, held);
        }

        _open = _lines.Count(NeedsAttention);
        _symbols = [.. alerts.Newest.Select(alert => alert.Symbol).Append(View.Symbol).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        _empty = _lines.IsEmpty ? Why(alerts) : null;
        // Rows that are not there can't be what somebody reads.
        _isHeld &= !_lines.IsEmpty;
    }

    /// <summary>What is snoozed comes back when its time is over, and is not acknowledged before.</summary>
    private bool NeedsAttention(AlertLine line) =>
        line.IsOpen && Board.Current.Snooze(line.Alert.Kind, line.Alert.Symbol, line.Alert.Severity, _now) is null;

    private Emptiness Why(AlertsSnapshot alerts)
    {
        if (!alerts.IsRead)
        {
            return new Emptiness("Alerts have not been read yet", "The database has not answered so far; they appear by themselves.");
        }

        return View.IsFiltered && !alerts.Newest.IsEmpty
            ? new Emptiness("No alert fits the choice", "New ones appear by themselves, or", "/alerts", "show all alerts")
            : new Emptiness(
                "No alerts yet",
                "The rules judge every event as it is stored. Lower a threshold under Rules and rehearse it, or",
                "/producer", "produce a livelier market");
    }

    private static string? Text(ChangeEventArgs change) => change.Value is string { Length: > 0 } text ? text : null;

    private Task AcknowledgeAsync(Guid id) => DoAsync([id]);

    private Task AcknowledgeShownAsync() => DoAsync([.. _lines.Where(NeedsAttention).Select(line => line.Id)]);

    private Task DoAsync(IReadOnlyCollection<Guid> ids) => TryAsync(async () => _done = await Desk.AcknowledgeAsync(ids, Disposed));

    private Task UndoAsync() => TryAsync(async () =>
    {
        if (_done is { } done)
        {
            await Desk.UndoAsync(done, Disposed);
            _done = null;
        }
    });

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            _problem = null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _problem = $"{exception.GetBaseException().Message}.";
        }
    }

    private void Say(string? problem) => _problem = problem;

    private void Hold(bool isHeld)
    {
        _isHeld = isHeld;
        Read(again: !isHeld);
    }
}
