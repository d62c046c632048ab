using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Instruments;
using TradeTerminal.Layout;
using TradeTerminal.Market;
using TradeTerminal.Market.Health;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Terminal;

/// <summary>
/// Lays out the panels, which follow the market by themselves. Draws again only when the choice changes, or whether there is
/// anything to show.
/// </summary>
public sealed partial class TerminalPage
{
    private static readonly (string Name, string Label)[] Charts =
        [("candles", "Candles"), ("lines", "Prices"), ("volume", "Volume by ticker")];

    private TerminalView _view = TerminalView.Default;
    private WatchlistSet _lists = WatchlistSet.Unread;
    private Instrument? _charted;
    private bool _hasOthers;

    /// <summary>The chart that the names of everything stored have been asked about; until then it may be among them.</summary>
    private string? _lookedUp;
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
    private WatchlistBook Lists { get; set; } = null!;

    [Inject]
    private SymbolCatalogue Catalogue { get; set; } = null!;

    private string CandlesSay => _view.At is { } at
        ? $"around {Clock.InWords(at)}, not live"
        : $"{_view.Interval.Name} candles with volume · {Clock.Name}{(_view.Interval.Width.Days == 1 && Clock.Id != "UTC" ? ", days of UTC" : "")}";

    private string LinesSay =>
        $"{(_view.At is null ? "" : "live, not at the moment of the candles · ")}one line a ticker · {Format.Tickers(_view.Filter)}";

    protected override void OnParametersSet()
    {
        if (!Address.IsAhead)
        {
            _lists = Lists.Current;
            _view = TerminalView.Parse(Tickers, Chart, Width, Overlays, Since, At, Side, Size).Resolve(_lists);
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

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        while (_lookedUp != _chart)
        {
            var chart = _chart;
            await Catalogue.RefreshAsync().WaitAsync(Disposed);
            _lookedUp = chart;
            if (Read())
            {
                StateHasChanged();
            }
        }
    }

    /// <summary>True when there is something to draw anew.</summary>
    private bool Read()
    {
        var before = (_empty, _noCandles, _chart, _charted, _hasOthers, _view);
        if (_lists != Lists.Current)
        {
            // Somebody has changed a list.
            _lists = Lists.Current;
            _view = _view.Resolve(_lists);
        }

        var feed = Health.Of(Snapshot, UtcNow);
        _empty = Emptiness.Of(_view.Filter, Snapshot, feed, Backends.Kafka, Gauges.Trades.Current.Topic);
        _chart = _view.ChartTicker(Snapshot, _chart);
        _charted = Instrument.TryParse(_chart, out var named) ? named : null;
        if (named is { IsTraded: true } && Snapshot.Find(named.Symbol) is null)
        {
            // A bare name means what has it: trades that are stored though not held, else the first other feed.
            _charted = InstrumentsOf.Symbol(Snapshot, Catalogue.Current, named.Symbol).FirstOrDefault(named);
        }

        var charted = _charted;
        _hasOthers = !Snapshot.Instruments.IsEmpty;
        // What is charted is drawn whatever the filter says, and whether its newest prices are held or only stored.
        _noCandles = charted?.IsTraded == false ? Snapshot.Of(charted) is null ? Emptiness.OfOther(charted) : null
            : _view.Chart is null || Snapshot.Tickers.IsEmpty ? _empty
            : Emptiness.OfChart(_chart, Snapshot);
        if (_noCandles is not null && charted is not null)
        {
            var isStored = Catalogue.Current.Has(charted);
            _noCandles = isStored || _lookedUp != _chart ? null : _noCandles;
            _empty = isStored && _empty is not null && _view.Filter.Includes(_chart!) && !Snapshot.Tickers.IsEmpty
                ? Emptiness.OfQuiet(_view.Filter, Snapshot.Tickers.Length)
                : _empty;
        }

        return before != (_empty, _noCandles, _chart, _charted, _hasOthers, _view);
    }

    private void Change(Func<TerminalView, TerminalView> change)
    {
        _view = change(_view);
        Read();
        Address.Go(_view.Uri);
    }
}
