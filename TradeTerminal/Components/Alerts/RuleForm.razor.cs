using System.Globalization;
using Microsoft.AspNetCore.Components;
using TradeTerminal.Alerts;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Components.Alerts;

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
    private RuleSettings? _read;
    private string _code = "";
    private string? _busy;
    private string? _said;
    private bool _isRehearsal;
    private bool _isBad;
    private bool _isTouched;

    /// <summary>In force.</summary>
    [Parameter, EditorRequired]
    public RuleSettings Settings { get; set; } = null!;

    [Parameter, EditorRequired]
    public RuleActivity? Activity { get; set; }

    [Parameter, EditorRequired]
    public DateTime UtcNow { get; set; }

    [Inject]
    private RuleBook Book { get; set; } = null!;

    [Inject]
    private RuleTrial Trial { get; set; } = null!;

    private string ActivityText => Activity is null ? "" : Activity.LastFired is { } last
        ? $"{Format.Count(Activity.LastDay)} in 24 h · last {Format.Age(UtcNow - last)} ago"
        : "has not spoken yet";

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    protected override void OnParametersSet()
    {
        // What is being typed is not thrown away by another viewer's save.
        if (_isTouched || Settings == _read)
        {
            return;
        }

        (_read, _code, _entry) = (Settings, Settings.Kind.Code(), RuleEntry.Of(Settings));
    }

    private void Set(string name, string number)
    {
        _entry.Numbers[name] = number;
        Touch();
    }

    private void Set(string name, bool flag)
    {
        _entry.Flags[name] = flag;
        Touch();
    }

    private void Touch() => (_isTouched, _said) = (true, null);

    private Task SaveAsync() => RunAsync("Saving…", isRehearsal: false, async settings =>
    {
        await Book.SaveAsync(settings, _disposed.Token);
        (_isTouched, _read, _entry) = (false, settings, RuleEntry.Of(settings));
        return "Saved; it applies to the next events.";
    });

    private Task RehearseAsync() => RunAsync("Rehearsing…", isRehearsal: true, async settings =>
    {
        var result = (await Trial.RunAsync(settings, RuleTrial.DefaultHours, _disposed.Token)).Result;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"On the last {RuleTrial.DefaultHours} h this would have fired {Times(result.WithoutCoolDown)}, {result.Fired:N0} with this cool-down ({result.Events:N0} events).");
    });

    private static string Times(long count) => count == 1 ? "once" : $"{Format.Count(count)} times";

    private async Task RunAsync(string doing, bool isRehearsal, Func<RuleSettings, Task<string>> work)
    {
        _isRehearsal = isRehearsal;
        if (_entry.TryRead(out _problems) is not { } settings)
        {
            (_said, _isBad) = ("Something is to be corrected first.", true);
            return;
        }

        (_busy, _said) = (doing, null);
        try
        {
            (_said, _isBad) = (await work(settings), false);
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
