using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TradeTerminal.Live;

namespace TradeTerminal.Charts;

/// <summary>
/// A host element and its counterpart in the browser (<c>wwwroot/js/terminal-charts.js</c>), which says when the
/// tab is hidden: then nothing is drawn, and on return the newest.
/// </summary>
public abstract partial class ChartComponent : LiveComponent, IAsyncDisposable
{
    public const string ModulePath = "./js/terminal-charts.js";

    private static readonly TimeSpan SummaryGap = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);

    private IJSObjectReference? _module;
    private DotNetObjectReference<ChartComponent>? _self;
    private long _summarizedAt;
    private bool _isCreating;
    private bool _isRefused;
    private bool _isDisposed;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    protected ElementReference Host { get; set; }

    /// <summary>Null before the browser is ready and after disposal.</summary>
    protected IJSObjectReference? Chart { get; private set; }

    protected bool IsHidden { get; private set; }

    /// <summary>Which chart the module creates.</summary>
    protected abstract string Kind { get; }

    /// <summary>The chart in one sentence, for those who can't see it.</summary>
    protected string Summary { get; private set; } = "";

    protected abstract string Summarize();

    protected abstract Task DrawAsync();

    /// <summary>Called from the browser.</summary>
    [JSInvokable]
    public async Task SetHiddenAsync(bool isHidden)
    {
        IsHidden = isHidden;
        if (!isHidden)
        {
            await DrawAsync();
        }
    }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _summarizedAt = Time.GetTimestamp();
    }

    protected override void OnParametersSet() => Summary = Summarize();

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? CreateAsync() : Task.CompletedTask;

    private async Task CreateAsync()
    {
        if (Chart is not null || _isCreating || _isRefused || _isDisposed)
        {
            return;
        }

        _isCreating = true;
        try
        {
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", ModulePath);
            _self ??= DotNetObjectReference.Create(this);
            Chart = await _module.InvokeAsync<IJSObjectReference>("createChart", Host, Kind, _self);
            if (_isDisposed)
            {
                await ReleaseAsync();
                return;
            }

            await DrawAsync();
        }
        catch (Exception exception) when (exception is JSDisconnectedException or OperationCanceledException)
        {
            // The page was left before its chart was there, or the answer was lost with the connection: then it is asked for again.
        }
        catch (JSException) when (_isDisposed)
        {
            // The page was left while the browser looked for the chart's place on it.
        }
        catch (JSException exception)
        {
            // A browser that can't draw it still has the rest of the page.
            _isRefused = true;
            LogFailed(Loggers.CreateLogger<ChartComponent>(), Kind, exception);
        }
        finally
        {
            _isCreating = false;
        }
    }

    protected override async Task OnMarketAsync()
    {
        if (!IsHidden && Time.GetElapsedTime(_summarizedAt) >= SummaryGap)
        {
            _summarizedAt = Time.GetTimestamp();
            Summary = Summarize();
            StateHasChanged();
        }

        // At once where it can: what is drawn after an answer of the browser is drawn in another frame than its neighbours.
        await DrawAsync();
        await CreateAsync();
    }

    protected void LogFailed(JSException exception) =>
        LogFailed(Loggers.CreateLogger<ChartComponent>(), Kind, exception);

    /// <summary>
    /// Does not wait for the browser: one that leaves the page never answers, and its circuit, waiting for that,
    /// would hold up the terminal's own end.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            Dispose();
            _ = ReleaseAsync();
        }

        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private async Task ReleaseAsync()
    {
        var (chart, module) = (Chart, _module);
        (Chart, _module) = (null, null);
        try
        {
            if (chart is not null)
            {
                await chart.InvokeVoidAsync("dispose", AnswerLimit);
                await chart.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (Exception exception) when (
            exception is JSDisconnectedException or OperationCanceledException or JSException or InvalidOperationException)
        {
            // The browser went first, and took its charts with it.
        }

        _self?.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "The chart {Kind} failed in the browser")]
    private static partial void LogFailed(ILogger logger, string kind, JSException exception);
}
