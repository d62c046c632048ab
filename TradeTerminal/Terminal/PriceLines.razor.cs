using Microsoft.AspNetCore.Components;
using TradeTerminal.Charts;
using TradeTerminal.Market;
using TradeTerminal.Settings;

namespace TradeTerminal.Terminal;

/// <summary>One line for each chosen symbol over the last ten minutes.</summary>
public sealed partial class PriceLines
{
    /// <summary>Which are the most active is asked anew this often; lines that come and go can't be followed.</summary>
    private static readonly TimeSpan ChoiceGap = TimeSpan.FromSeconds(30);

    private TickerFilter? _shown;
    private string? _hidden;
    private LineChoice _choice = LineChoice.None;
    private long _chosenAt;

    [Parameter, EditorRequired]
    public TickerFilter Filter { get; set; } = TickerFilter.All;

    /// <summary>The lines show the change since then; read by the browser.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    [Inject]
    private LineFrames Frames { get; set; } = null!;

    /// <summary>Where a second is about a pixel wide, four frames a second look the same as twenty.</summary>
    protected override TimeSpan MinInterval => Beat;

    protected override string Kind => "price-lines";

    protected override string Summarize() => ChartSummary.OfLines(Snapshot, Filter, Viewer.Hidden);

    protected override async Task OnParametersSetAsync()
    {
        var hidden = Viewer.Settings[Setting.Hidden];
        if (!Filter.Equals(_shown) || hidden != _hidden)
        {
            (_shown, _hidden) = (Filter, hidden);
            _choice = LineChoice.None;
            Restart();
            await DrawAsync();
        }
    }

    protected override void Prepare()
    {
        if (_choice.Chosen > LineFrames.MaxLines && Time.GetElapsedTime(_chosenAt) < ChoiceGap)
        {
            return;
        }

        _chosenAt = Time.GetTimestamp();
        var choice = LineFrames.Choose(Snapshot, Filter, Viewer.Hidden);
        if (!choice.Equals(_choice))
        {
            _choice = choice;
            Restart();
        }
    }

    private protected override ValueTask<SharedFrame> NextAsync(long? since, CancellationToken cancellationToken) =>
        ValueTask.FromResult(since is { } drawn
            ? Frames.Changes(Snapshot, _choice, drawn)
            : Frames.Whole(Snapshot, _choice));
}
