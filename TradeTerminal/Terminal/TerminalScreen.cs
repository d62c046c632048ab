using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Instruments;
using TradeTerminal.Market;
using TradeTerminal.Market.Health;
using TradeTerminal.Settings;
using TradeTerminal.Terminal.Desks;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Terminal;

/// <summary>
/// What the Terminal page and the windows of single panels have in common: the view in the address, and whether there is anything to
/// show of it. The panels follow the market by themselves; this draws again only when the choice changes, or what there is to show.
/// </summary>
public abstract class TerminalScreen : ChartScreen
{
    private ImmutableArray<string?> _fills = [];
    private WatchlistSet _lists = WatchlistSet.Unread;

    [SupplyParameterFromQuery(Name = "tickers")]
    private string? Tickers { get; set; }

    [SupplyParameterFromQuery(Name = "since")]
    private string? Since { get; set; }

    [SupplyParameterFromQuery(Name = "layout")]
    private string? ChartCount { get; set; }

    [SupplyParameterFromQuery(Name = "charts")]
    private string? ChartKeys { get; set; }

    [SupplyParameterFromQuery(Name = "active")]
    private string? ActiveChart { get; set; }

    [SupplyParameterFromQuery(Name = "link")]
    private string? Link { get; set; }

    [SupplyParameterFromQuery(Name = "volume")]
    private string? Volume { get; set; }

    [Inject]
    private FeedGauges Gauges { get; set; } = null!;

    [Inject]
    private TradesHealth Health { get; set; } = null!;

    [Inject]
    private Backends Backends { get; set; } = null!;

    [Inject]
    private ViewerLists Lists { get; set; } = null!;

    /// <summary>What several charts share is as the browser has it unless the address says otherwise.</summary>
    protected TerminalView View { get; private set; } = TerminalView.Default;

    /// <summary>Why the panels of trades are empty; null when they are not.</summary>
    protected Emptiness? Empty { get; private set; }

    /// <summary>The same for the prices, which may be of other feeds.</summary>
    protected Emptiness? EmptyLines { get; private set; }

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
                Tickers, Chart, Width, Overlays, Since, At, Side, Size, ChartCount, ChartKeys, ActiveChart, Link, Volume).Resolve(_lists);
            View = view with { Path = Path, Link = view.Link ?? Viewer.Settings[Setting.Link] };
        }

        Read();
    }

    protected void Change(Func<TerminalView, TerminalView> change)
    {
        var before = View;
        View = change(View);
        Read();
        // Another active chart is no step to go back from.
        Address.Go(View.Uri, replace: View.Grid.Active != before.Grid.Active);
    }

    private protected override ImmutableArray<string?> Names => _fills;

    private protected override string? LookedAt =>
        View.Chart is not null && Active.Charted is { } charted && InstrumentsOf.Symbol(Snapshot, Catalogue.Current, charted.Symbol).Any()
            ? charted.Symbol : null;

    private protected override bool Read()
    {
        var before = (Empty, EmptyLines, Shown, HasOthers, View);
        if (_lists != Lists.Current)
        {
            // Somebody has changed a list.
            _lists = Lists.Current;
            View = View.Resolve(_lists);
        }

        var feed = Health.Of(Snapshot, UtcNow);
        Empty = Emptiness.Of(View.Filter, Snapshot, feed, Backends.Kafka, Gauges.Trades.Current);
        HasOthers = !Snapshot.Instruments.IsEmpty;
        _fills = PlaceFills.Follow(_fills, View, Snapshot);
        ImmutableArray<ShownChart> shown = [.. View.Places.Select((place, i) => Chosen(i, place))];
        Shown = Shown.SequenceEqual(shown) ? Shown : shown;

        EmptyLines = Empty is not null && Snapshot.Priced(View.Filter).Any() ? null : Empty;

        return before != (Empty, EmptyLines, Shown, HasOthers, View);
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
            empty = isStored || !IsLookedUp(key) ? null : empty;
            Empty = isStored && Empty is not null && View.Filter.Includes(key!) && !Snapshot.Tickers.IsEmpty
                ? Emptiness.OfQuiet(View.Filter, Snapshot.Tickers.Length)
                : Empty;
        }

        return new ShownChart(place, key, charted, chosen.Interval, empty);
    }
}
