using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Layout;
using TradeTerminal.MarketWatch;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Map;

/// <summary>The market as areas, with the same figures as sorted bars beside it; the URL says of which feed and in what order.</summary>
public sealed partial class MapPage
{
    private MapView _view = MapView.Default;
    private MarketMap _map = new([], [], "");
    private IReadOnlyList<string> _feeds = [];
    private WatchlistSet _lists = WatchlistSet.Unread;
    private Emptiness _empty = new("", "");

    [SupplyParameterFromQuery(Name = "feed")]
    private string? Feed { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    private string? By { get; set; }

    [SupplyParameterFromQuery(Name = "tickers")]
    private string? Tickers { get; set; }

    [Inject]
    private ViewerLists Lists { get; set; } = null!;

    [Inject]
    private AddressBar Address { get; set; } = null!;

    [Inject]
    private FeedGauges Gauges { get; set; } = null!;

    [Inject]
    private MarketRows Rows { get; set; } = null!;

    /// <summary>Areas that move more often can't be read.</summary>
    protected override TimeSpan MinInterval => TimeSpan.FromSeconds(1);

    protected override void OnParametersSet()
    {
        if (!Address.IsAhead)
        {
            _view = MapView.Parse(Feed, By, Tickers).Resolve(_lists = Lists.Current);
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
        if (_lists != Lists.Current)
        {
            // Somebody has changed a list.
            _view = _view.Resolve(_lists = Lists.Current);
        }

        var now = UtcNow;
        var rows = Rows.Current(now);
        _map = MarketMap.Of(rows.Where(IsShown), _view, now, Gauges.IsDown(_view.Feed));
        // A feed that was chosen keeps its chip, whether it has prices or not.
        _feeds = [.. PricedFeeds.All.Where(feed => feed == _view.Feed || rows.Any(row => row.Instrument.Feed == feed))];
        _empty = !_view.Tickers.IsAll ? new Emptiness(
            $"No prices of {Format.Tickers(_view.Tickers)} in {Format.FeedName(_view.Feed)}", "Choose another feed, or", "/map", "show all symbols")
            : new Emptiness(
            $"No prices of {Format.FeedName(_view.Feed)} yet", "The map fills itself with the first. Choose another feed, or", "/producer", "start a producer");
    }

    /// <summary>Who chooses symbols sees the hidden ones, too.</summary>
    private bool IsShown(MarketRow row) =>
        _view.Tickers.IsAll ? !Viewer.Hidden.Has(row.Instrument.Symbol) : _view.Tickers.Chooses(row.Instrument.Symbol);

    private void Show(MapView view)
    {
        _view = view;
        Read();
        Address.Go(_view.Uri);
    }
}
