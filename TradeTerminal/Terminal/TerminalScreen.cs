using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Instruments;
using TradeTerminal.Layout;
using TradeTerminal.Live;
using TradeTerminal.Market;
using TradeTerminal.Market.Health;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Settings;
using TradeTerminal.Terminal.Desks;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Terminal;

/// <summary>
/// What the Terminal page and the windows of single panels have in common: the view in the address, and whether there is anything to
/// show of it. The panels follow the market by themselves; this draws again only when the choice changes, or what there is to show.
/// </summary>
public abstract class TerminalScreen : LiveComponent
{
    private ImmutableArray<string?> _fills = [];
    private WatchlistSet _lists = WatchlistSet.Unread;

    /// <summary>The charts that the names of everything stored have been asked about; until then they may be among them.</summary>
    private ImmutableArray<string?> _lookedUp = [];

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

    [SupplyParameterFromQuery(Name = "layout")]
    private string? ChartCount { get; set; }

    [SupplyParameterFromQuery(Name = "charts")]
    private string? ChartKeys { get; set; }

    [SupplyParameterFromQuery(Name = "active")]
    private string? ActiveChart { get; set; }

    [SupplyParameterFromQuery(Name = "link")]
    private string? Link { get; set; }

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

    /// <summary>What several charts share is as the browser has it unless the address says otherwise.</summary>
    protected TerminalView View { get; private set; } = TerminalView.Default;

    /// <summary>Why the panels of trades are empty; null when they are not.</summary>
    protected Emptiness? Empty { get; private set; }

    protected ImmutableArray<ShownChart> Shown { get; private set; } = [ShownChart.None];

    protected ShownChart Active => Shown[View.Grid.Active];

    /// <summary>There are prices of other feeds than trades.</summary>
    protected bool HasOthers { get; private set; }

    /// <summary>Of the page, as its views have it.</summary>
    protected virtual string Path => "/";

    protected override void OnParametersSet()
    {
        if (!Address.IsAhead)
        {
            _lists = Lists.Current;
            var view = TerminalView.Parse(
                Tickers, Chart, Width, Overlays, Since, At, Side, Size, ChartCount, ChartKeys, ActiveChart, Link).Resolve(_lists);
            View = view with { Path = Path, Link = view.Link ?? Viewer.Settings[Setting.Link] };
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
        while (!_lookedUp.SequenceEqual(_fills))
        {
            var charts = _fills;
            await Catalogue.RefreshAsync().WaitAsync(Disposed);
            _lookedUp = charts;
            if (Read())
            {
                StateHasChanged();
            }
        }
    }

    protected void Change(Func<TerminalView, TerminalView> change)
    {
        var before = View;
        View = change(View);
        Read();
        // Another active chart is no step to go back from.
        Address.Go(View.Uri, replace: View.Grid.Active != before.Grid.Active);
    }

    /// <summary>True when there is something to draw anew.</summary>
    private bool Read()
    {
        var before = (Empty, Shown, HasOthers, View);
        if (_lists != Lists.Current)
        {
            // Somebody has changed a list.
            _lists = Lists.Current;
            View = View.Resolve(_lists);
        }

        var feed = Health.Of(Snapshot, UtcNow);
        Empty = Emptiness.Of(View.Filter, Snapshot, feed, Backends.Kafka, Gauges.Trades.Current.Topic);
        HasOthers = !Snapshot.Instruments.IsEmpty;
        _fills = PlaceFills.Follow(_fills, View, Snapshot);
        ImmutableArray<ShownChart> shown = [.. View.Places.Select((place, i) => Chosen(i, place))];
        Shown = Shown.SequenceEqual(shown) ? Shown : shown;

        return before != (Empty, Shown, HasOthers, View);
    }

    private ShownChart Chosen(int place, ChartPlace chosen)
    {
        var key = _fills[place];
        var charted = Instrument.TryParse(key, out var named) ? named : null;
        if (named is { IsTraded: true } && Snapshot.Find(named.Symbol) is null)
        {
            // A bare name means what has it: trades that are stored though not held, else the first other feed.
            charted = InstrumentsOf.Symbol(Snapshot, Catalogue.Current, named.Symbol).FirstOrDefault(named);
        }

        // What is charted is drawn whatever the filter says, and whether its newest prices are held or only stored.
        var empty = charted?.IsTraded == false ? Snapshot.Of(charted) is null ? Emptiness.OfOther(charted) : null
            : key is null && place > 0 ? Emptiness.OfPlace(Empty)
            : (chosen.Chart is null && place == 0) || Snapshot.Tickers.IsEmpty ? Empty
            : Emptiness.OfChart(key, Snapshot);
        if (empty is not null && charted is not null)
        {
            var isStored = Catalogue.Current.Has(charted);
            empty = isStored || !_lookedUp.Contains(key) ? null : empty;
            Empty = isStored && Empty is not null && View.Filter.Includes(key!) && !Snapshot.Tickers.IsEmpty
                ? Emptiness.OfQuiet(View.Filter, Snapshot.Tickers.Length)
                : Empty;
        }

        return new ShownChart(place, key, charted, chosen.Interval, empty);
    }
}
