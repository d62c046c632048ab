using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Pipeline.Minutes;

namespace TradeTerminal.Pipeline.OverTime;

/// <summary>
/// What the chosen feed was like in the last hour, day or week, or around a moment; incidents stand out in every picture.
/// </summary>
public sealed partial class PipelinePast
{
    private const int MostIncidents = 200;

    private static readonly PipelineQuestion Nothing = PipelineQuestion.Of("", PipelineSpan.Hour, null, DateTime.UnixEpoch);

    private PipelineQuestion _question = Nothing;
    private FeedPictures _pictures = FeedPictures.Of(Nothing, [], [], []);
    private ImmutableArray<StateBand> _bands = [];
    private (PipelineQuestion Question, DayAnswer<EventRow>? Events, DayAnswer<PipelineRow>? Rows) _read;
    private string _shades = "";
    private string _trend = "";
    private int _incidents;
    private DateTime _now;
    private string? _unread;

    [Parameter, EditorRequired]
    public PipelineView View { get; set; } = PipelineView.Default;

    [Parameter, EditorRequired]
    public EventCallback<Func<PipelineView, PipelineView>> OnChange { get; set; }

    [Inject]
    private FeedGauges Gauges { get; set; } = null!;

    [Inject]
    private MinuteBook Minutes { get; set; } = null!;

    [Inject]
    private PipelineStore Store { get; set; } = null!;

    [Inject]
    private EventStore Events { get; set; } = null!;

    [Inject]
    private IncidentStore Incidents { get; set; } = null!;

    [Inject]
    private IncidentBook Book { get; set; } = null!;

    protected override TimeSpan MinInterval => TimeSpan.FromSeconds(1);

    protected override void OnParametersSet() => Read();

    protected override Task OnMarketAsync()
    {
        Read();
        return base.OnMarketAsync();
    }

    private static string NameOf(PipelineSpan span) => $"{char.ToUpperInvariant(span.Name[0])}{span.Name[1..]}";

    /// <summary>What is refused stands out; of what is stored the kinds are told apart.</summary>
    private static int ColourOf(string outcome) => outcome switch
    {
        EventRow.Rejected => 7,
        EventRow.Duplicate => 5,
        EventRow.Skipped => 8,
        EventRow.Ignored => 2,
        EventRow.Untold => 2,
        "trade_opened" => 3,
        "trade_marked" => 6,
        "trade_closed" => 4,
        _ => 1,
    };

    private void Read()
    {
        _now = UtcNow;
        _question = PipelineQuestion.Of(View.Feed, View.Span, View.At, _now);
        _trend = Minutes.Trend(View.Feed).Words;
        var read = (_question, Events.Newest(_question), Store.Newest(PipelineStore.OfAll(_question)));
        if (!read.Equals(_read))
        {
            _read = read;
            var rows = read.Item3?.Rows ?? [];
            _pictures = FeedPictures.Of(_question, Gauges[View.Feed].Kinds.Codes, read.Item2?.Rows ?? [], rows);
            _bands = StateBand.Of(_question, Gauges.All.Select(gauge => gauge.Current.Name), rows);
        }

        _unread = read.Item2 is null || read.Item3 is null ? IncidentWords.Unread(Book.IsDatabaseAway) : null;
        var asked = IncidentQuestion.Between(_question.From, _question.To, MostIncidents);
        // Of the other feeds' incidents the rows of their states tell.
        var incidents = Incidents.With(asked, Incidents.Newest(asked))
            .Where(incident => incident.Feed is null || incident.Feed == View.Feed).ToList();
        (_incidents, _shades) = (
            incidents.Count, TimeColumns.Shades(_question, incidents.Select(incident => (incident.BeganAt, incident.EndedAt ?? _now))));
    }

    private Task MoveAsync(int by)
    {
        var middle = _question.From + ((_question.To - _question.From) / 2) + (View.Span.Length / 2 * by);
        return OnChange.InvokeAsync(view => view with { At = middle + (view.Span.Length / 2) > UtcNow ? null : middle });
    }
}
