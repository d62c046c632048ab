using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Days;
using TradeTerminal.Market;

namespace TradeTerminal.Terminal.Hours;

/// <summary>What the chosen tickers traded in each hour of the day.</summary>
public sealed partial class VolumeByHour
{
    private const string Series = "volume";

    [Parameter, EditorRequired]
    public TickerFilter Filter { get; set; } = TickerFilter.All;

    [Parameter]
    public bool IsTable { get; set; }

    [Inject]
    private VolumeHourStore Store { get; set; } = null!;

    private protected override DayStore<VolumeHourQuestion, VolumeHour> Days => Store;

    private protected override VolumeHourQuestion QuestionOf(DateOnly today) => new(today.AddDays(-1), today.AddDays(1), Filter);

    private protected override HourColumns ColumnsOf(DateTime today, ImmutableArray<VolumeHour> rows) =>
        HourColumns.Of(today, [Series], rows.Select(row => (row.Hour, Series, row.Volume)));
}
