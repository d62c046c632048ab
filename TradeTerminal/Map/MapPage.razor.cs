using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Layout;
using TradeTerminal.MarketWatch;

namespace TradeTerminal.Map;

/// <summary>The market as areas, with the same figures as sorted bars beside it; the URL says of which feed and in what order.</summary>
public sealed partial class MapPage
{
    private MapView _view = MapView.Default;
    private MarketMap _map = new([], [], "");
    private IReadOnlyList<string> _feeds = [];
    private Emptiness _empty = new("", "");

    [SupplyParameterFromQuery(Name = "feed")]
    private string? Feed { get; set; }

    [SupplyParameterFromQuery(Name = "by")]
    private string? By { get; set; }

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
            _view = MapView.Parse(Feed, By);
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
        var now = UtcNow;
        var rows = Rows.Current(now);
        _map = MarketMap.Of(rows.Where(row => !Viewer.Hidden.Has(row.Instrument.Symbol)), _view, now, Gauges.IsDown(_view.Feed));
        // A feed that was chosen keeps its chip, whether it has prices or not.
        _feeds = [.. PricedFeeds.All.Where(feed => feed == _view.Feed || rows.Any(row => row.Instrument.Feed == feed))];
        _empty = new Emptiness(
            $"No prices of {Format.FeedName(_view.Feed)} yet", "The map fills itself with the first. Choose another feed, or", "/producer", "start a producer");
    }

    private void Show(MapView view)
    {
        _view = view;
        Read();
        Address.Go(_view.Uri);
    }
}
