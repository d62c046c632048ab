using Microsoft.AspNetCore.Components;
using TradeTerminal.Controls;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Live;
using TradeTerminal.Market.Health;
using TradeTerminal.Pipeline.Incidents;
using TradeTerminal.Producers;

namespace TradeTerminal.Layout;

/// <summary>
/// What can be said of the whole at this moment. The clock in it is moved by the server at least once a
/// second: the browser takes it as a pulse and says so when it stops.
/// </summary>
public sealed partial class StatusStrip
{
    private FeedHealth _feed = new(FeedState.Down, "", null);
    private ProducerState? _producer;
    private PastMade? _past;
    private DateTime _measured;
    private int _incidents;

    /// <summary>Who has looked at them once may look again: the browser opens and closes them by itself.</summary>
    private bool _showsStages;

    [Inject]
    private FeedGauges Gauges { get; set; } = null!;

    [Inject]
    private TradesHealth Health { get; set; } = null!;

    [Inject]
    private DatabaseStartup Database { get; set; } = null!;

    [Inject]
    private Backends Backends { get; set; } = null!;

    [Inject]
    private ProducerSet Producers { get; set; } = null!;

    [Inject]
    private IncidentBook Incidents { get; set; } = null!;

    [Inject]
    private ScreenLatency Latency { get; set; } = null!;

    /// <summary>It is the page's pulse.</summary>
    protected override bool FollowsRate => false;

    protected override TimeSpan MinInterval => TimeSpan.FromMilliseconds(500);

    /// <summary>Event time of the newest trade on the screen: what happened while nobody saw it comes after it.</summary>
    private DateTime Seen => Snapshot.NewestEventTime is { } newest && newest < UtcNow ? newest : UtcNow;

    /// <summary>A slow feed is a live one; that it is slow is said beside it.</summary>
    private string StateText => _feed.State == FeedState.Slow ? "LIVE" : _feed.State.ToString().ToUpperInvariant();

    private string? Word => _feed.State == FeedState.Slow ? "slow" : _feed.Word;

    /// <summary>Aloud: slow comes and goes too often to be called out.</summary>
    private string Said => _feed.State is FeedState.Live or FeedState.Slow ? "LIVE" : $"{StateText} {_feed.Word}";

    private string LatencyText => Latency.Median is { } median && Latency.Worst99 is { } worst
        ? $"{Format.Milliseconds(median)} / {Format.Milliseconds(worst)}"
        : Format.Nothing;

    /// <summary>What follows from it.</summary>
    private string Meaning => (Word, _feed.State) switch
    {
        ("catching up", _) => "Prices of before are made up, sent and stored, oldest first; then the market is live.",
        ("slow", _) => "Fewer trades come than usual; what comes is on the screen at once.",
        ("halted", _) => "Kafka and PostgreSQL answer and everything is read: the market or its producer is silent.",
        ("lagging", _) =>
            "Trades are in Kafka or stored that the screens do not show yet: the terminal is behind, and catches up by itself.",
        ("unreachable", _) => "Kafka or PostgreSQL does not answer: nobody knows what is newer. It goes on by itself where it stopped.",
        (_, FeedState.Live) => "Trades are on the screen as soon as they are stored.",
        (_, FeedState.Stale) => "What arrives is read and stored at once: a replay, or a producer whose clock is behind.",
        _ => "Nothing can be read or stored now; it goes on by itself where it stopped.",
    };

    private string SourceText => _producer switch
    {
        { Running: true } => "synthetic trades",
        { Sent: > 0 } => "producer stopped",
        _ => "no producer",
    };

    private string SourceHelp => _producer switch
    {
        { Running: true } running => $"The producer in this terminal sends made-up trades to topic '{Gauges.Trades.Current.Topic}', {Format.Rate(running.RatePerSecond)} a second.",
        { Sent: > 0 } => "The producer has sent made-up trades and is stopped.",
        _ => "The producer in this terminal has sent nothing since it was started.",
    };

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Read();
    }

    protected override Task OnMarketAsync()
    {
        Read();
        return base.OnMarketAsync();
    }

    /// <summary>On pages without a tape the strip itself is what shows that a trade has come.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (Snapshot.NewestEventTime is { } newest && newest > _measured)
        {
            // What was there when the page opened was not new then.
            var isNews = _measured != DateTime.MinValue;
            _measured = newest;
            if (isNews)
            {
                await Latency.MeasureQuietAsync(newest, Snapshot.PublishedAt);
            }
        }
    }

    private void Read()
    {
        _producer = Producers.Trades.State;
        _past = Producers.Past;
        _incidents = Incidents.Open.Length;
        _feed = Health.Of(Snapshot, UtcNow);
        if (_past is { } past && _feed.State != FeedState.Down)
        {
            _feed = _feed with
            {
                State = FeedState.Lagging,
                Word = "catching up",
                Reason = $"{Format.Age(past.To - past.From)} of a synthetic market through Kafka into PostgreSQL, each event exactly once",
            };
        }
    }
}
