using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Components.Panels;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Market;

namespace TradeTerminal.Components.Pages;

/// <summary>
/// Lays out the panels, which follow the market by themselves. Draws again only when the choice changes, or
/// what there is to choose from, or whether there is anything to show.
/// </summary>
public sealed partial class TerminalPage
{
    private static readonly (string Name, string Label)[] Charts =
        [("candles", "Candles"), ("lines", "Prices"), ("volume", "Volume by ticker")];

    private TerminalView _view = TerminalView.Default;
    private ImmutableArray<string> _symbols = [];
    private ImmutableArray<Instrument> _others = [];
    private Instrument? _other;
    private int _prices = -1;
    private Emptiness? _empty;
    private Emptiness? _noCandles;
    private string? _chart;
    private string _shown = Charts[0].Name;

    [SupplyParameterFromQuery(Name = "tickers")]
    private string? Tickers { get; set; }

    [SupplyParameterFromQuery(Name = "chart")]
    private string? Chart { get; set; }

    [SupplyParameterFromQuery(Name = "interval")]
    private string? Width { get; set; }

    [SupplyParameterFromQuery(Name = "overlays")]
    private string? Overlays { get; set; }

    [SupplyParameterFromQuery(Name = "since")]
    private string? Since { get; set; }

    [SupplyParameterFromQuery(Name = "at")]
    private string? At { get; set; }

    [SupplyParameterFromQuery(Name = "side")]
    private string? Side { get; set; }

    [SupplyParameterFromQuery(Name = "size")]
    private string? Size { get; set; }

    [Inject]
    private AddressBar Address { get; set; } = null!;

    [Inject]
    private FeedGauges Gauges { get; set; } = null!;

    [Inject]
    private TradesHealth Health { get; set; } = null!;

    [Inject]
    private Backends Backends { get; set; } = null!;

    [Inject]
    private MarketBoard Board { get; set; } = null!;

    private string CandlesSay => _view.At is { } at
        ? $"around {Clock.InWords(at)}, not live"
        : $"{_view.ChartInterval.Name} candles with volume · {Clock.Name}{(_view.ChartInterval.Width.Days == 1 && Clock.Id != "UTC" ? ", days of UTC" : "")}";

    private string LinesSay => $"{(_view.At is null ? "" : "live, not at the moment of the candles · ")}one line a ticker · {Format.Tickers(_view.Filter)}";

    protected override void OnParametersSet()
    {
        if (!Address.IsAhead)
        {
            _view = TerminalView.Parse(Tickers, Chart, Width, Overlays, Since, At, Side, Size);
        }

        Read();
    }

    protected override Task OnMarketAsync()
    {
        if (Read())
        {
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    /// <summary>True when there is something to draw anew.</summary>
    private bool Read()
    {
        var before = (_empty, _noCandles, _chart, _symbols.Length);
        var feed = Health.Of(Snapshot, UtcNow);
        _empty = Emptiness.Of(_view.Filter, Snapshot, feed, Backends.Kafka, Gauges.Trades.Current.Topic);
        _chart = _view.ChartTicker(Snapshot);
        // A ticker chosen for the chart is drawn whatever the filter says.
        _noCandles = _view.Chart is null || Snapshot.Tickers.IsEmpty ? _empty : Emptiness.OfChart(_chart, Snapshot);
        var isNew = ReadOthers();
        var changed = isNew || before != (_empty, _noCandles, _chart, Snapshot.Tickers.Length);
        if (changed || _symbols.IsEmpty)
        {
            _symbols = [.. Snapshot.Tickers.Select(ticker => ticker.Symbol).Append(_other is null ? _chart : null).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        }

        return changed;
    }

    /// <summary>What there is besides trades; of a quoted symbol all venues together, then each.</summary>
    private bool ReadOthers()
    {
        var prices = Board.Current.Prices;
        _other = Instrument.TryParse(_chart, out var charted) && !charted.IsTraded ? charted : null;
        if (_other is not null)
        {
            var isPriced = prices.Any(price => price.Instrument.Feed == _other.Feed && price.Instrument.Symbol == _other.Symbol);
            _noCandles = isPriced ? null : Emptiness.OfOther(_other);
        }

        if (prices.Length == _prices && (_other is null || _others.Contains(_other)))
        {
            return false;
        }

        _prices = prices.Length;
        _others =
        [
            .. prices.Select(price => price.Instrument)
                .SelectMany(one => new[] { one with { Venue = "" }, one })
                .Concat(_other is null ? [] : [_other])
                .Distinct()
                .OrderBy(one => PricedFeeds.RankOf(one.Feed)).ThenBy(one => one.Symbol, StringComparer.Ordinal).ThenBy(one => one.Venue, StringComparer.Ordinal),
        ];
        return true;
    }

    private void Change(Func<TerminalView, TerminalView> change)
    {
        _view = change(_view);
        Read();
        Address.Go(_view.Uri);
    }
}
