using Microsoft.AspNetCore.Components;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Charts;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;

namespace TradeTerminal.Terminal;

/// <summary>Candlesticks of one instrument with their volume below.</summary>
public sealed partial class Candles
{
    /// <summary>Between two reads of the past for the sake of late prices.</summary>
    private static readonly TimeSpan ReadGap = TimeSpan.FromSeconds(2);

    private AlertMarks _marks = null!;
    private (Instrument, Interval)? _shown;
    private long? _missingSince;
    private long _readAt;

    [Parameter, EditorRequired]
    public Instrument Instrument { get; set; } = null!;

    [Parameter, EditorRequired]
    public Interval Interval { get; set; } = Interval.Minute;

    /// <summary>Read by the browser, which works them out from the candles it has.</summary>
    [Parameter]
    public ChartOverlays Overlays { get; set; } = ChartOverlays.None;

    /// <summary>The moment around which they are shown; read by the browser, which asks the API for them. The live ones come all the
    /// same.</summary>
    [Parameter]
    public DateTime? At { get; set; }

    [Inject]
    private CandleHistory History { get; set; } = null!;

    [Inject]
    private CandleFrames Frames { get; set; } = null!;

    [Inject]
    private AlertBoard Alerts { get; set; } = null!;

    protected override string Kind => "candles";

    protected override string Summarize() =>
        ChartSummary.OfCandles(Snapshot.Of(Instrument), Instrument, Interval, UtcNow, Clock) + ChartSummary.Around(At, Clock);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != (Instrument, Interval))
        {
            _shown = (Instrument, Interval);
            _missingSince = null;
            Restart();
            await DrawAsync();
        }
    }

    protected override async Task DrawAsync()
    {
        await base.DrawAsync();
        if (Chart is { } chart && !IsHidden)
        {
            await _marks.ShowAsync(chart, Instrument, Alerts.Current, Disposed);
        }
    }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _marks = new AlertMarks(Time);
    }

    private protected override async ValueTask<SharedFrame> NextAsync(long? since, CancellationToken cancellationToken)
    {
        if (since is { } drawn && (_missingSince is null || Time.GetElapsedTime(_readAt) < ReadGap))
        {
            var changes = Frames.Changes(Snapshot, Instrument, Interval, drawn);
            _missingSince = changes.Missing ? changes.Version : _missingSince;
            return changes;
        }

        _readAt = Time.GetTimestamp();
        var past = await History.TryReadAsync(Instrument, Interval, _missingSince ?? 0, cancellationToken);
        _missingSince = past is null ? Snapshot.Version : null;
        // Without a database what is drawn is better than the little that is live.
        return past is null && since is { } shown
            ? Frames.Changes(Snapshot, Instrument, Interval, shown)
            : Frames.Whole(Snapshot, Instrument, Interval, past);
    }
}
