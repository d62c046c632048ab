using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TradeTerminal.Controls;

/// <summary>
/// The counterpart of held rows in the browser (<c>wwwroot/rows.js</c>). A browser that has gone is no failure: there is nobody
/// to hold rows for. In one that can't run it, rows hold under the mouse and by the tape's button only.
/// </summary>
internal sealed partial class RowsWatch(IJSRuntime js, ILogger<RowsWatch> logger) : IDisposable
{
    public const string ModulePath = "./rows.js";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);

    private DotNetObjectReference<object>? _component;
    private IJSObjectReference? _module;
    private IJSObjectReference? _watch;
    private bool _isDisposed;

    /// <summary>
    /// The browser calls <c>SeeAsync(isScrolled, isFocused, fitting)</c> of the component, and, where a row can be chosen,
    /// <c>ChooseAsync(tradeId)</c>.
    /// </summary>
    public Task StartAsync(ElementReference host, object component, bool chooses) => TryAsync(async () =>
    {
        _module = await js.InvokeAsync<IJSObjectReference>("import", ModulePath);
        _component = DotNetObjectReference.Create(component);
        _watch = await _module.InvokeAsync<IJSObjectReference>("watch", host, _component, chooses);
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

        _component?.Dispose();
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

    [LoggerMessage(LogLevel.Warning, "Rows can't be watched in the browser")]
    private partial void LogFailed(JSException exception);
}
