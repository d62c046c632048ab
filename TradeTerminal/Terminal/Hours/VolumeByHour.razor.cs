using Microsoft.AspNetCore.Components;
using TradeTerminal.Days;
using TradeTerminal.Market;

namespace TradeTerminal.Terminal.Hours;

/// <summary>What the chosen tickers traded in each hour of the day.</summary>
public sealed partial class VolumeByHour
{
    private const string Series = "volume";

    private (VolumeHourQuestion Question, DayAnswer<VolumeHour>? Answer, int Hour) _read;
    private HourColumns _hours = HourColumns.Empty;
    private DateTime _now;

    [Parameter, EditorRequired]
    public TickerFilter Filter { get; set; } = TickerFilter.All;

    [Parameter]
    public bool IsTable { get; set; }

    [Inject]
    private VolumeHourStore Store { get; set; } = null!;

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
        var question = new VolumeHourQuestion(today.AddDays(-1), today.AddDays(1), Filter);
        _read = (question, Store.Newest(question), now.Hour);
        if (_read == before)
        {
            return false;
        }

        _now = now;
        _hours = HourColumns.Of(now.Date, [Series], (_read.Answer?.Rows ?? []).Select(row => (row.Hour, Series, row.Volume)));
        return true;
    }
}
