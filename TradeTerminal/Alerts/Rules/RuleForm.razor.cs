using Microsoft.AspNetCore.Components;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Alerts.Rehearsals;
using TradeTerminal.Ingest.Alerts.Settings;
using TradeTerminal.Settings;

namespace TradeTerminal.Alerts.Rules;

/// <summary>
/// One rule: its settings, as they are or as they are being changed. Everything typed is judged on the server, and
/// can be tried on the stored events before it is saved.
/// </summary>
public sealed partial class RuleForm : IDisposable
{
    private static readonly IReadOnlyDictionary<string, string> NoProblems = new Dictionary<string, string>();

    private readonly CancellationTokenSource _disposed = new();
    private IReadOnlyDictionary<string, string> _problems = NoProblems;
    private RuleEntry _entry = null!;
    private SavedRule? _read;
    private bool _isOthers;
    private string _code = "";
    private string? _busy;
    private string? _said;
    private bool _isRehearsal;
    private RehearsalResult? _would;
    private bool _isBad;
    private bool _isTouched;

    /// <summary>In force.</summary>
    [Parameter, EditorRequired]
    public RuleSettings Settings { get; set; } = null!;

    /// <summary>When these were saved, UTC.</summary>
    [Parameter]
    public DateTime? UpdatedAt { get; set; }

    [Parameter, EditorRequired]
    public RuleActivity? Activity { get; set; }

    [Parameter, EditorRequired]
    public DateTime UtcNow { get; set; }

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    [Inject]
    private RuleBook Book { get; set; } = null!;

    [Inject]
    private RuleTrial Trial { get; set; } = null!;

    private string ActivityText => Activity is null ? "" : Activity.LastFired is { } last
        ? $"{Format.Count(Activity.LastDay)} in 24 h · last {Format.Age(UtcNow - last)} ago"
        : "has not fired yet";

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    protected override void OnParametersSet()
    {
        // What is being typed is not thrown away by another viewer's save.
        if (_read is not null && Settings == _read.Settings)
        {
            _read = new SavedRule(Settings, UpdatedAt);
        }
        else if (!_isTouched)
        {
            (_read, _code, _entry) = (new SavedRule(Settings, UpdatedAt), Settings.Kind.Code(), RuleEntry.Of(Settings));
        }
    }

    private void Set(string name, string number)
    {
        _entry.Numbers[name] = number;
        _problems = _problems.Where(problem => problem.Key != name).ToDictionary();
        Touch();
    }

    private void Set(string name, bool flag)
    {
        _entry.Flags[name] = flag;
        Touch();
    }

    private void Touch() => (_isTouched, _said, _isOthers) = (true, null, false);

    private Task SaveAsync() => RunAsync("Saving…", isRehearsal: false, async settings =>
    {
        if (!await Book.TrySaveAsync(settings, _read!.UpdatedAt, _disposed.Token))
        {
            return (await MeanwhileAsync(), true);
        }

        (_isTouched, _read, _entry) = (false, Book[settings.Kind], RuleEntry.Of(settings));
        return ("Saved; it applies to the next events.", false);
    });

    /// <summary>Somebody has saved other settings since these were read; saving again, knowing them, puts these in their place.</summary>
    private async Task<string> MeanwhileAsync()
    {
        await Book.RefreshAsync(_disposed.Token);
        var (before, theirs) = (RuleEntry.Of(_read!.Settings), Book[_read.Settings.Kind]);
        (_read, _isOthers) = (theirs, true);
        return $"Not saved: somebody else has saved this rule meanwhile ({RuleEntry.Of(theirs.Settings).Beside(before)}). "
            + "Save again to put yours in its place.";
    }

    private void TakeOthers() =>
        (_entry, _problems, _isTouched, _said, _isOthers) = (RuleEntry.Of(_read!.Settings), NoProblems, false, null, false);

    private Task RehearseAsync() => RunAsync("Rehearsing…", isRehearsal: true, async settings =>
    {
        var inForce = Book[settings.Kind].Settings;
        var result = (await Trial.RunAsync(settings, RuleTrial.DefaultHours, _disposed.Token)).Result;
        var saved = settings == inForce ? null : (await Trial.RunAsync(inForce, RuleTrial.DefaultHours, _disposed.Token)).Result;
        _would = result;
        return ($"On the last {RuleTrial.DefaultHours} h this would have fired {Times(result.WithoutCoolDown)}, "
            + $"{Format.Count(result.Fired)} with this cool-down; {AsSaved(inForce, saved)} ({Format.Count(result.Events)} events).", false);
    });

    private static string AsSaved(RuleSettings inForce, RehearsalResult? saved) =>
        saved is null ? "it is the rule as it is saved"
        : !inForce.Enabled ? "as it is saved it is off"
        : $"as it is saved {Times(saved.WithoutCoolDown)}, {Format.Count(saved.Fired)} with its cool-down";

    private static string Times(long count) => count == 1 ? "once" : $"{Format.Count(count)} times";

    private async Task RunAsync(string doing, bool isRehearsal, Func<RuleSettings, Task<(string Said, bool IsBad)>> work)
    {
        (_isRehearsal, _isOthers) = (isRehearsal, false);
        if (_entry.TryRead(out _problems) is not { } settings)
        {
            (_said, _isBad) = ("Something is to be corrected first.", true);
            return;
        }

        (_busy, _said) = (doing, null);
        try
        {
            (_said, _isBad) = await work(settings);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            (_said, _isBad) = (exception.GetBaseException().Message, true);
        }
        finally
        {
            _busy = null;
        }
    }
}
