using System.Globalization;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Charts;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Market;
using TradeTerminal.Market.Prices;

namespace TradeTerminal.Terminal;

/// <summary>Candlesticks of an instrument of a feed other than trades, with their volume below.</summary>
public sealed partial class FeedCandles
{
    private AlertMarks _marks = null!;
    private (Instrument, Interval)? _shown;

    [Parameter, EditorRequired]
    public Instrument Instrument { get; set; } = null!;

    /// <summary>A minute or wider.</summary>
    [Parameter, EditorRequired]
    public Interval Interval { get; set; } = Interval.Minute;

    /// <summary>Read by the browser, which works them out from the candles it has.</summary>
    [Parameter]
    public ChartOverlays Overlays { get; set; } = ChartOverlays.None;

    /// <summary>The moment around which they are shown; read by the browser, which asks the API for them. The live ones come all the same.</summary>
    [Parameter]
    public DateTime? At { get; set; }

    [Inject]
    private FeedCandleFrames Frames { get; set; } = null!;

    [Inject]
    private MarketRows Rows { get; set; } = null!;

    [Inject]
    private AlertBoard Alerts { get; set; } = null!;

    protected override string Kind => "candles";

    protected override string Summarize()
    {
        var name = Format.Instrument(Instrument);
        var text = Rows.Find(Instrument, UtcNow) is { } row
            ? string.Create(CultureInfo.InvariantCulture, $"Candles of {name} with volume, {Interval.Name} each: {Format.Price(row.Last, row.Decimals)} at {Clock.Minutes(row.EventTime)}.")
            : $"Candles of {name}: no prices yet.";
        return text + ChartSummary.Around(At, Clock);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown != (Instrument, Interval))
        {
            _shown = (Instrument, Interval);
            Restart();
            await DrawAsync();
        }
    }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _marks = new AlertMarks(Time);
    }

    protected override async Task DrawAsync()
    {
        await base.DrawAsync();
        if (Chart is { } chart && !IsHidden)
        {
            await _marks.ShowAsync(chart, Instrument, Alerts.Current, Disposed);
        }
    }

    private protected override ValueTask<SharedFrame> NextAsync(long? since, CancellationToken cancellationToken) =>
        Frames.NextAsync(Instrument, Interval, since, cancellationToken);
}
