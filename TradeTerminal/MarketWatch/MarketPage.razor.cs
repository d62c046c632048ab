using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Layout;
using TradeTerminal.Market;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Watchlists;

namespace TradeTerminal.MarketWatch;

/// <summary>All symbols of all feeds; the URL says which of them and in what order.</summary>
public sealed partial class MarketPage
{
    private MarketView _view = MarketView.Default;
    private IReadOnlyList<IGrouping<string, MarketRow>> _groups = [];
    private IReadOnlyList<string> _feeds = [];
    private Emptiness? _empty;
    private string _says = "";
    private WatchlistSet _lists = WatchlistSet.Unread;

    /// <summary>What fits the words and has no row, as only the newest prices have one.</summary>
    private ImmutableArray<Instrument> _stored = [];
    private (SymbolNames, MarketView)? _searched;
    private bool _isStoredCut;

    /// <summary>As it is typed: the address has it without the space that the next word begins after.</summary>
    private string _words = "";
    private DateTime _now;

    [SupplyParameterFromQuery(Name = "feeds")]
    private string? Feeds { get; set; }

    [SupplyParameterFromQuery(Name = "find")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "tickers")]
    private string? Tickers { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [Inject]
    private AddressBar Address { get; set; } = null!;

    [Inject]
    private FeedGauges Gauges { get; set; } = null!;

    [Inject]
    private MarketRows Rows { get; set; } = null!;

    [Inject]
    private ViewerLists Lists { get; set; } = null!;

    [Inject]
    private SymbolCatalogue Catalogue { get; set; } = null!;

    /// <summary>A table that moves more often can't be read.</summary>
    protected override TimeSpan MinInterval => TimeSpan.FromMilliseconds(500);

    protected override void OnParametersSet()
    {
        if (!Address.IsAhead)
        {
            _view = MarketView.Parse(Feeds, Words, Sort, Tickers).Resolve(_lists = Lists.Current);
            _words = _view == _view.WithFind(_words) ? _words : _view.Find;
        }

        Read();
    }

    protected override Task OnMarketAsync()
    {
        Read();
        return base.OnMarketAsync();
    }

    private void Read()
    {
        _now = UtcNow;
        if (_lists != Lists.Current)
        {
            // Somebody has changed a list.
            _view = _view.Resolve(_lists = Lists.Current);
        }

        var rows = Rows.Current(_now);
        // Who looks for something finds what is hidden, too.
        var shown = _view.Tickers.IsAll && _view.Find.Length == 0 && Viewer.Hidden.Count > 0
            ? rows.Where(row => !Viewer.Hidden.Has(row.Instrument.Symbol))
            : rows;
        _groups = [.. _view.Choose(shown)];
        // A feed that was chosen keeps its chip, whether it has prices or not.
        _feeds = [.. PricedFeeds.All.Where(feed => _view.Feeds.Contains(feed) || rows.Any(row => row.Instrument.Feed == feed))];
        Search(rows);
        _empty = _groups.Count > 0 || !_stored.IsEmpty ? null
            : rows.IsEmpty ? new Emptiness("No prices yet", "They appear here with the first message of any feed. To send some,", "/producer", "start a producer")
            : new Emptiness("No symbol is like that", "Write less of it, choose another feed, or", "/market", "show the whole market");
    }

    /// <summary>Says which rows there are, and finds what has none; newer names are there at the next turn.</summary>
    private void Search(ImmutableArray<MarketRow> rows)
    {
        _ = Catalogue.RefreshAsync();
        var names = Catalogue.Current;
        var held = rows.CountBy(row => row.Instrument.Feed).ToDictionary();
        var cut = PricedFeeds.All.Where(feed => names.CountOf(feed) > held.GetValueOrDefault(feed)).ToList();
        _says = !_view.Tickers.IsAll ? $"Only {Format.Tickers(_view.Tickers)}, of every feed"
            : cut.Count == 0 ? Viewer.Hidden.Count > 0 ? "Every symbol of every feed but the hidden ones" : "Every symbol of every feed"
            : $"Newest {string.Join(", ", cut.Select(feed => $"{Format.Count(held.GetValueOrDefault(feed))} of {CountOf(names, feed)} {Format.FeedName(feed)}"))}";
        if (cut.Count == 0 || _view.Find.Length == 0)
        {
            (_stored, _searched) = ([], null);
        }
        else if (_searched is not var (searched, view) || !ReferenceEquals(searched, names) || view != _view)
        {
            var known = rows.Select(row => row.Instrument).ToHashSet();
            List<Instrument> found = [.. names.All.Where(_view.Shown()).Where(one => !known.Contains(one)).Take(SymbolCatalogue.MostFound + 1)];
            _isStoredCut = found.Count > SymbolCatalogue.MostFound;
            (_stored, _searched) = ([.. found.Take(SymbolCatalogue.MostFound)], (names, _view));
        }
    }

    private static string CountOf(SymbolNames names, string feed) => names.CountOf(feed) > SymbolCatalogue.Most
        ? $"more than {Format.Count(SymbolCatalogue.Most)}"
        : Format.Count(names.CountOf(feed));

    private void Show(MarketView view, bool replace = false)
    {
        _view = view;
        Read();
        Address.Go(_view.Uri, replace);
    }

    // Not a page of its own for each letter.
    private void Find(string? text)
    {
        _words = text ?? "";
        Show(_view.WithFind(text), replace: true);
    }
}
