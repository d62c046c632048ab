using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Charts;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market;

namespace TradeTerminal.Terminal;

/// <summary>Candlesticks of one instrument with their volume below.</summary>
public sealed partial class Candles
{
    /// <summary>Between two reads of the past for the sake of late prices.</summary>
    private static readonly TimeSpan ReadGap = TimeSpan.FromSeconds(2);

    private ChartItems<AlertMark> _marks = null!;
    private ChartItems<LevelLine> _lines = null!;
    private Level? _level;
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

    [Inject]
    private LevelBook Levels { get; set; } = null!;

    protected override string Kind => "candles";

    protected override string Summarize() =>
        ChartSummary.OfCandles(Snapshot.Of(Instrument), Instrument, Interval, UtcNow, Clock) + ChartSummary.Around(At, Clock);

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != (Instrument, Interval))
        {
            _shown = (Instrument, Interval);
            _level = null;
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
            await _marks.ShowAsync(chart, Instrument, Alerts.Current, AlertMark.Of, Disposed);
            await _lines.ShowAsync(chart, Instrument, Levels.Current, LevelLine.Of, Disposed);
        }
    }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _marks = new ChartItems<AlertMark>("markAlerts", Time);
        _lines = new ChartItems<LevelLine>("showLevels", Time);
    }

    /// <summary>Called from the browser: somebody wants an alert at this price of what is charted there.</summary>
    [JSInvokable]
    public void BeginLevel(string key, string price)
    {
        if (key == Instrument.Key && decimal.TryParse(price, NumberStyles.Float, CultureInfo.InvariantCulture, out var at))
        {
            _level = new Level
            {
                LevelId = Guid.CreateVersion7(), Feed = Instrument.Feed, Symbol = Instrument.Symbol, Price = at, ArmedAt = UtcNow,
            };
            StateHasChanged();
        }
    }

    /// <summary>Called from the browser: somebody has chosen a line.</summary>
    [JSInvokable]
    public void EditLevel(Guid id)
    {
        _level = Levels.Current.Find(id);
        StateHasChanged();
    }

    /// <summary>Called from the browser: somebody has dragged a line. False when it stays where it was.</summary>
    [JSInvokable]
    public async Task<bool> MoveLevelAsync(Guid id, string price)
    {
        if (Levels.Current.Find(id) is not { } level || !decimal.TryParse(price, NumberStyles.Float, CultureInfo.InvariantCulture, out var to))
        {
            return false;
        }

        var moved = level with { Price = to, ArmedAt = UtcNow, FiredAt = null };
        try
        {
            return moved.Problems().Count == 0 && await Levels.SetAsync(moved, Disposed) is null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database is away, which the status strip says: the line goes back.
            return false;
        }
    }

    private async Task CloseLevelAsync()
    {
        _level = null;
        await Host.FocusAsync();
        await DrawAsync();
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
