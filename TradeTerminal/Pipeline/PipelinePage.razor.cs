using Microsoft.AspNetCore.Components;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Layout;

namespace TradeTerminal.Pipeline;

/// <summary>What goes from Kafka into the database, now and over time. The choice is in the URL.</summary>
public sealed partial class PipelinePage
{
    private IReadOnlyList<FeedStatus> _feeds = [];
    private PipelineView _view = PipelineView.Default;
    private FeedStatus _feed = null!;
    private IReadOnlyList<(FeedStatus Feed, RejectNotice Notice)> _refusing = [];
    private DateTime _now;

    [SupplyParameterFromQuery(Name = "feed")]
    private string? Feed { get; set; }

    [SupplyParameterFromQuery(Name = "span")]
    private string? Span { get; set; }

    [SupplyParameterFromQuery(Name = "at")]
    private string? At { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? Kind { get; set; }

    [Inject]
    private AddressBar Address { get; set; } = null!;

    [Inject]
    private FeedGauges Gauges { get; set; } = null!;

    [Inject]
    private Backends Backends { get; set; } = null!;

    protected override TimeSpan MinInterval => TimeSpan.FromMilliseconds(500);

    protected override void OnParametersSet()
    {
        if (!Address.IsAhead)
        {
            _view = PipelineView.Parse(Feed, Span, At, Kind, [.. Gauges.All.Select(gauge => gauge.Current.Name)]);
        }

        Read();
    }

    protected override Task OnMarketAsync()
    {
        Read();
        return base.OnMarketAsync();
    }

    private void Change(Func<PipelineView, PipelineView> change)
    {
        _view = change(_view);
        Read();
        Address.Go(_view.Uri);
    }

    private void Read()
    {
        _now = UtcNow;
        _feeds = [.. Gauges.All.Select(gauge => gauge.Current)];
        _refusing = [.. _feeds.Select(feed => (feed, notice: RejectNotice.Of(feed, _now))).Where(pair => pair.notice is not null).Select(pair => (pair.feed, pair.notice!))];
        _feed = _feeds.FirstOrDefault(feed => feed.Name == _view.Feed) ?? Gauges.Trades.Current;
    }
}
