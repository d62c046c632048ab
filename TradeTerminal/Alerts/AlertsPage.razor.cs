using Microsoft.AspNetCore.Components;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Outbox;
using TradeTerminal.Layout;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Alerts;

/// <summary>List, reasons and rules. The choice is in the URL.</summary>
public sealed partial class AlertsPage
{
    private const int MostSnoozes = 3;

    private AlertView _view = AlertView.All;
    private WatchlistSet _lists = WatchlistSet.Unread;
    private AlertRow? _chosen;

    /// <summary>
    /// The newest when the page opened, shown until one is chosen: a panel that waits for a choice shows nothing of what it is for.
    /// </summary>
    private AlertRow? _first;
    private bool _isMissing;
    private int _open;

    [SupplyParameterFromQuery(Name = "kind")]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "symbol")]
    private string? Symbol { get; set; }

    [SupplyParameterFromQuery(Name = "severity")]
    private string? Severity { get; set; }

    [SupplyParameterFromQuery(Name = "open")]
    private string? Open { get; set; }

    [SupplyParameterFromQuery(Name = "alert")]
    private string? Chosen { get; set; }

    [SupplyParameterFromQuery(Name = "hours")]
    private string? Hours { get; set; }

    [Inject]
    private AddressBar Address { get; set; } = null!;

    [Inject]
    private AlertBoard Board { get; set; } = null!;

    [Inject]
    private ViewerLists Lists { get; set; } = null!;

    [Inject]
    private AlertStore Store { get; set; } = null!;

    [Inject]
    private OutboxProblems Problems { get; set; } = null!;

    protected override TimeSpan MinInterval => TimeSpan.FromMilliseconds(500);

    private AlertRow? Shown => _chosen ?? _first;

    private string? SnoozesSay
    {
        get
        {
            var now = UtcNow;
            var snoozes = Board.Current.Snoozes.Where(snooze => snooze.Until > now).ToList();
            var said = snoozes.Take(MostSnoozes).Select(snooze =>
                $"{AlertWords.KindOf(snooze.Kind)} of {snooze.Symbol} {AlertWords.UpTo(snooze)} until {Clock.Minutes(snooze.Until)}");
            var more = snoozes.Count > MostSnoozes ? $" and {Format.Count(snoozes.Count - MostSnoozes)} more" : "";
            return snoozes.Count == 0 ? null : $"Snoozed: {string.Join("; ", said)}{more}. Graver ones pass.";
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (!Address.IsAhead)
        {
            _view = AlertView.Parse(Kind, Symbol, Severity, Open, Chosen, Hours).Resolve(_lists = Lists.Current);
        }

        Read();
        if (_view.Chosen is { } id && _chosen is null)
        {
            await FindAsync(id);
        }
    }

    protected override Task OnMarketAsync()
    {
        Read();
        return base.OnMarketAsync();
    }

    private void Read()
    {
        if (_lists != Lists.Current)
        {
            // Somebody has changed a list.
            _view = _view.Resolve(_lists = Lists.Current);
        }

        _open = Board.Current.CountOpen(UtcNow);
        _chosen = _view.Chosen is not { } id ? null
            : Board.Current.Newest.FirstOrDefault(alert => alert.AlertId == id) ?? (_chosen?.AlertId == id ? _chosen : null);
        _first = _view.Chosen is not null ? null
            : _first is not null && _view.Shows(_first) ? _first : Board.Current.Newest.FirstOrDefault(_view.Shows);
    }

    private void Change(Func<AlertView, AlertView> change)
    {
        _view = change(_view);
        Read();
        Address.Go(_view.Uri);
    }

    /// <summary>An older one than the board holds.</summary>
    private async Task FindAsync(Guid id)
    {
        _isMissing = false;
        try
        {
            var found = await Store.FindAsync(id, Disposed);
            if (_view.Chosen == id)
            {
                (_chosen, _isMissing) = (_chosen ?? found, found is null);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database is away, which the status strip says; the board brings the newest when it is back.
            _isMissing = false;
        }
    }
}
