using Microsoft.AspNetCore.Components;
using TradeTerminal.Components.Panels;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Market;

namespace TradeTerminal.Components.Pages;

/// <summary>All symbols of all feeds; the URL says which of them and in what order.</summary>
public sealed partial class MarketPage
{
    private MarketView _view = MarketView.Default;
    private IReadOnlyList<IGrouping<string, MarketRow>> _groups = [];
    private IReadOnlyList<string> _feeds = [];
    private Emptiness? _empty;

    /// <summary>As it is typed: the address has it without the space that the next word begins after.</summary>
    private string _words = "";
    private DateTime _now;

    [SupplyParameterFromQuery(Name = "feeds")]
    private string? Feeds { get; set; }

    [SupplyParameterFromQuery(Name = "find")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [Inject]
    private AddressBar Address { get; set; } = null!;

    [Inject]
    private FeedGauges Gauges { get; set; } = null!;

    [Inject]
    private MarketRows Rows { get; set; } = null!;

    /// <summary>A table that moves more often can't be read.</summary>
    protected override TimeSpan Gap => TimeSpan.FromMilliseconds(500);

    protected override void OnParametersSet()
    {
        if (!Address.IsAhead)
        {
            _view = MarketView.Parse(Feeds, Words, Sort);
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
        var rows = Rows.Current(_now);
        _groups = [.. _view.Choose(rows)];
        // A feed that was chosen keeps its chip, whether it has prices or not.
        _feeds = [.. PricedFeeds.All.Where(feed => _view.Feeds.Contains(feed) || rows.Any(row => row.Instrument.Feed == feed))];
        _empty = _groups.Count > 0 ? null
            : rows.IsEmpty ? new Emptiness("No prices yet", "They appear here with the first message of any feed. To send some,", "/producer", "start a producer")
            : new Emptiness("No symbol is like that", "Write less of it, choose another feed, or", "/market", "show the whole market");
    }

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
