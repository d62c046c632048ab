using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TradeTerminal.Components.Panels;

/// <summary>
/// The tape's counterpart in the browser (<c>wwwroot/tape.js</c>). A browser that has gone is no failure: there is nobody
/// to hold rows for. In one that can't run it, rows hold under the mouse and by the button only.
/// </summary>
internal sealed partial class TapeWatch(IJSRuntime js, ILogger<TapeWatch> logger) : IDisposable
{
    public const string ModulePath = "./tape.js";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);

    private DotNetObjectReference<Tape>? _tape;
    private IJSObjectReference? _module;
    private IJSObjectReference? _watch;
    private bool _isDisposed;

    public Task StartAsync(ElementReference host, Tape tape) => TryAsync(async () =>
    {
        _module = await js.InvokeAsync<IJSObjectReference>("import", ModulePath);
        _tape = DotNetObjectReference.Create(tape);
        _watch = await _module.InvokeAsync<IJSObjectReference>("watch", host, _tape);
        if (_isDisposed)
        {
            await ReleaseAsync();
        }
    });

    public Task ToTopAsync() => TryAsync(async () =>
    {
        if (_watch is not null)
        {
            await _watch.InvokeVoidAsync("toTop");
        }
    });

    /// <summary>Does not wait for the browser, which may never answer.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _ = TryAsync(ReleaseAsync);
        }
    }

    private async Task ReleaseAsync()
    {
        var (watch, module) = (_watch, _module);
        (_watch, _module) = (null, null);
        if (watch is not null)
        {
            await watch.InvokeVoidAsync("dispose", AnswerLimit);
            await watch.DisposeAsync();
        }

        if (module is not null)
        {
            await module.DisposeAsync();
        }

        _tape?.Dispose();
    }

    private async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException or InvalidOperationException)
        {
        }
        catch (JSException exception)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The tape can't be watched in the browser")]
    private partial void LogFailed(JSException exception);
}
