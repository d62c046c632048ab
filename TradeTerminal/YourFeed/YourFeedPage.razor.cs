using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Mapping;
using TradeTerminal.Ingest.Feeds.Mapping.Preview;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Settings;

namespace TradeTerminal.YourFeed;

/// <summary>
/// A topic's newest messages, what a feed would make of them, and the settings for it. They are read once; each change is judged on what
/// was read.
/// </summary>
public sealed partial class YourFeedPage : IDisposable
{
    private const int LongestPayload = 300;

    private readonly CancellationTokenSource _disposed = new();
    private YourFeedView _view = YourFeedView.Default;
    private YourFeedView? _shown;
    private IReadOnlyList<string>? _topics;
    private IReadOnlyList<FieldLine> _lines = [];
    private FeedPreview? _preview;
    private FeedPreview? _guess;
    private TopicSample? _sample;
    private string _typed = "";
    private string? _trouble;
    private bool _isReading;
    private bool _isLive;

    [SupplyParameterFromQuery(Name = "topic")]
    private string? Topic { get; set; }

    [SupplyParameterFromQuery(Name = "feed")]
    private string? FeedName { get; set; }

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TopicPeek Topics { get; set; } = null!;

    [Inject]
    private IOptionsMonitor<FeedOptions> Settings { get; set; } = null!;

    [Inject]
    private IConfiguration Configuration { get; set; } = null!;

    [Inject]
    private Backends Backends { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private Feed Feed => FeedCatalog.All.First(feed => feed.Name == _view.Feed);

    private IEnumerable<string> PresetNames => MappingPresets.All.Where(preset => preset.Feed == _view.Feed).Select(preset => preset.Name);

    private DateTime UtcNow => Time.GetUtcNow().UtcDateTime;

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        _view = YourFeedView.Parse(Topic, FeedName);
        if (_isLive)
        {
            await ShowAsync();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            // The first picture is sent at once; brokers may take their time.
            _isLive = true;
            await ShowAsync();
        }
    }

    private async Task ShowAsync()
    {
        if (_shown == _view)
        {
            return;
        }

        var isRead = _sample is not null && _shown?.Topic == _view.Topic;
        (_shown, _typed, _trouble) = (_view, _view.Topic ?? "", null);
        if (isRead)
        {
            GuessAgain();
            StateHasChanged();
            return;
        }

        (_sample, _preview, _guess) = (null, null, null);
        var asked = _view;
        _isReading = true;
        StateHasChanged();
        try
        {
            // Once: a source that is disposed gives no token any more.
            var gone = _disposed.Token;
            _topics ??= await Topics.NamesAsync(gone);
            if (asked.Topic is { } topic)
            {
                var sample = await Topics.ReadAsync(topic, gone);
                if (_shown == asked)
                {
                    _sample = sample;
                    GuessAgain();
                }
            }
        }
        catch (TopicTroubleException trouble) when (_shown == asked)
        {
            _trouble = trouble.Message;
        }
        catch (Exception exception) when (exception is OperationCanceledException or TopicTroubleException)
        {
            // Nobody waits for it any more.
        }
        finally
        {
            _isReading &= _shown != asked;
            StateHasChanged();
        }
    }

    private void Choose()
    {
        if (_typed.Trim() is { Length: > 0 } topic)
        {
            // The same topic again is read again: there may be newer messages.
            (_shown, _topics) = topic == _view.Topic ? (null, null) : (_shown, _topics);
            Go(_view with { Topic = topic });
        }
    }

    private void ChooseFeed(ChangeEventArgs change) => Go(_view with { Feed = change.Value as string ?? YourFeedView.MainFeed });

    private void Go(YourFeedView view)
    {
        if (view == _view && _shown is null)
        {
            _sample = null;
            InvokeAsync(ShowAsync);
        }
        else
        {
            Navigation.NavigateTo(view.Uri);
        }
    }

    private void GuessAgain()
    {
        _guess = FeedPreview.Of(Feed, _sample!, UtcNow);
        Take(_guess);
    }

    private void Change(FieldLine line)
    {
        var (entry, draft) = (line.ToEntry(), _preview!.Draft);
        var changed = draft.With(entry);
        // Settings lie over a preset and cannot take something out of it: what is cleared needs it dissolved.
        var read = MappingSettings.EntryOf(Feed, changed.Entries, Feed.Fields.All.First(field => field.Name == line.Name));
        Judge(draft.Entries.Preset is null || line.Is(read) ? changed
            : (draft with { Entries = WithoutPreset() }).With(entry));
    }

    private void Judge(MappingEntries entries) => Judge(_preview!.Draft with { Entries = entries });

    private void Judge(MappingDraft draft) => Take(FeedPreview.Of(Feed, _sample!, draft, UtcNow));

    private void ChooseSign(bool anySign) => Judge(_preview!.Draft with { AnySign = anySign });

    /// <summary>A preset says all; without one again its fields stand as if somebody had written them.</summary>
    private void ChoosePreset(ChangeEventArgs change)
    {
        var name = Set(change.Value as string ?? "");
        Judge(name is not null ? new MappingEntries { Preset = name } : WithoutPreset());
    }

    private MappingEntries WithoutPreset()
    {
        var (entries, preset) = (_preview!.Draft.Entries, MappingSettings.PresetOf(Feed, _preview.Draft.Entries));
        return entries with
        {
            Preset = null,
            Each = entries.Each ?? preset?.List,
            Only = entries.Only.Count > 0 ? entries.Only : preset?.Only ?? [],
            Fields = [.. _preview.Fields.Select(field => field.Entry).OfType<FieldEntry>()],
        };
    }

    private void Take(FeedPreview preview) => (_preview, _lines) = (preview.Told(Settings, Configuration), FieldLine.Of(preview, _guess));

    private string Times(FeedPreview preview) =>
        preview.Sample.Messages.Min(message => message.Time) is { } from && preview.Sample.Messages.Max(message => message.Time) is { } to
            ? $", {Viewer.Clock.Moment(from)} to {Viewer.Clock.Moment(to)}" : "";

    private static string VerdictTone(SampleVerdict verdict) => verdict.Accepted == 0 || verdict.RefusedShare > 0.05 ? "bad"
        : verdict.Refused > 0 ? "" : "good";

    private static string Payload(SampleRow row) => SampleText.Of(row.Message.Payload, LongestPayload);

    private static (string Id, string Title, string Text)[] Pasted(FeedPreview preview) =>
        [("map-json", "appsettings.json", preview.Json), ("map-environment", "environment variables", preview.Environment)];

    private static string? Set(string text) => text.Trim() is { Length: > 0 } set ? set : null;
}
