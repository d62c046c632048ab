using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Settings;

namespace TradeTerminal.Alerts.Levels;

/// <summary>Sets a level, sets it anew, or deletes it. Judged on the server; what is typed stays until it could be stored.</summary>
public sealed partial class LevelEditor : IDisposable
{
    private readonly CancellationTokenSource _disposed = new();
    private LevelDraft _draft = null!;
    private IReadOnlyDictionary<string, string> _problems = new Dictionary<string, string>();
    private ElementReference _first;
    private string? _said;
    private bool _isBusy;

    /// <summary>What the fields begin with.</summary>
    [Parameter, EditorRequired]
    public Level Level { get; set; } = null!;

    /// <summary>Set, deleted, or given up.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    [Inject]
    private LevelBook Book { get; set; } = null!;

    [Inject]
    private ViewerStore Browser { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsNew => Book.Current.Find(Level.LevelId) is null;

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    protected override void OnInitialized() => _draft = new LevelDraft(Level);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _first.FocusAsync();
        }
    }

    private string Id(string name) => $"level-{Level.LevelId:n}-{name}";

    private async Task HearAsync()
    {
        if (_draft.Sound.Length > 0)
        {
            await Browser.BeepAsync(_draft.Sound);
        }
    }

    private Task PressAsync(KeyboardEventArgs key) => key.Key == "Escape" ? CloseAsync() : Task.CompletedTask;

    private async Task SaveAsync()
    {
        if (_draft.TryRead(Time.GetUtcNow().UtcDateTime, out _problems) is { } level)
        {
            await DoAsync(() => Book.SetAsync(level, _disposed.Token));
        }
    }

    private Task RemoveAsync() => DoAsync(async () =>
    {
        await Book.RemoveAsync(Level.LevelId, _disposed.Token);
        return null;
    });

    private async Task DoAsync(Func<Task<string?>> work)
    {
        (_isBusy, _said) = (true, null);
        try
        {
            _said = await work();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _said = $"Not stored: {exception.GetBaseException().Message}. Try it again.";
        }

        _isBusy = false;
        if (_said is null)
        {
            await CloseAsync();
        }
    }

    private Task CloseAsync() => OnClose.InvokeAsync();
}
