using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Alerts.Hours;

/// <summary>The alerts of the day by hour and kind, of the symbol and severity of the list below; a kind is its filter.</summary>
public sealed partial class AlertHoursPanel
{
    private static readonly ImmutableArray<string> Kinds = [.. AlertKinds.All];

    private (AlertHourQuestion Question, DayAnswer<AlertHour>? Answer, int Hour) _read;
    private HourColumns _hours = HourColumns.Empty;
    private ImmutableArray<(string Code, int Colour, long Count)> _kinds = [];
    private DateTime _now;
    private bool _isTable;

    [Parameter, EditorRequired]
    public AlertView View { get; set; } = AlertView.All;

    [Parameter, EditorRequired]
    public EventCallback<Func<AlertView, AlertView>> OnChange { get; set; }

    [Inject]
    private AlertHourStore Store { get; set; } = null!;

    protected override TimeSpan MinInterval => TimeSpan.FromSeconds(1);

    protected override void OnParametersSet() => Read();

    protected override Task OnMarketAsync()
    {
        if (Read())
        {
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    private bool Read()
    {
        var (now, before) = (UtcNow, _read);
        var today = DateOnly.FromDateTime(now);
        var question = AlertHourQuestion.Of(2, today, View.Symbol, View.List is null ? null : View.Members, View.Severity);
        _read = (question, Store.Newest(question), now.Hour);
        if (_read == before)
        {
            return false;
        }

        _now = now;
        _hours = HourColumns.Of(now.Date, Kinds, (_read.Answer?.Rows ?? []).Select(row => (row.Hour, row.Kind, (decimal)row.Count)));
        // Kinds that have not been seen in two days say nothing; the one that is chosen keeps its button.
        _kinds =
        [
            .. Kinds.Select((code, i) => (Code: code, Colour: i + 1, Count: (long)_hours.Columns.Sum(column => column.Values[i])))
                .Where(kind => kind.Count > 0 || kind.Code == View.Kind),
        ];
        return true;
    }
}
