using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Alerts.Hours;

/// <summary>The alerts of the day by hour and kind, of the symbol and severity of the list below; a kind is its filter.</summary>
public sealed partial class AlertHoursPanel
{
    private static readonly ImmutableArray<string> Kinds = [.. AlertKinds.All];

    [Parameter, EditorRequired]
    public AlertView View { get; set; } = AlertView.All;

    [Parameter, EditorRequired]
    public EventCallback<Func<AlertView, AlertView>> OnChange { get; set; }

    [Inject]
    private AlertHourStore Store { get; set; } = null!;

    private protected override DayStore<AlertHourQuestion, AlertHour> Days => Store;

    /// <summary>Kinds that have not been seen in two days say nothing; the one that is chosen keeps its button.</summary>
    private IEnumerable<(string Code, int Colour, long Count)> ShownKinds => Kinds
        .Select((code, i) => (Code: code, Colour: i + 1, Count: (long)Hours.Columns.Sum(column => column.Values[i])))
        .Where(kind => kind.Count > 0 || kind.Code == View.Kind);

    private protected override AlertHourQuestion QuestionOf(DateOnly today) =>
        AlertHourQuestion.Of(2, today, View.Symbol, View.List is null ? null : View.Members, View.Severity);

    private protected override HourColumns ColumnsOf(DateTime today, ImmutableArray<AlertHour> rows) =>
        HourColumns.Of(today, Kinds, rows.Select(row => (row.Hour, row.Kind, (decimal)row.Count)));
}
