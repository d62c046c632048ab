using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace TradeTerminal.Controls;

/// <summary>
/// Knows whether somebody reads the rows in it: the mouse is over them, or the keyboard is on one. Who draws them keeps them in
/// their places meanwhile (<see cref="StillRows"/>), and says how many places would be another row's.
/// </summary>
public sealed partial class HeldRows : IDisposable
{
    private ElementReference _host;
    private RowsWatch? _watch;
    private bool _isPointed;
    private bool _isFocused;

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>What has changed places since the rows are held; null where that is said elsewhere.</summary>
    [Parameter]
    public int? Changes { get; set; }

    /// <summary>The rows are held from now on, or no longer.</summary>
    [Parameter]
    public EventCallback<bool> OnHold { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    private bool IsHeld => _isPointed || _isFocused;

    public void Dispose() => _watch?.Dispose();

    /// <summary>Called from the browser: whether the keyboard is on the rows.</summary>
    [JSInvokable]
    public Task SeeAsync(bool isScrolled, bool isFocused, int fitting) => InvokeAsync(() => HoldAsync(_isPointed, isFocused));

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _watch = new RowsWatch(Js, Loggers.CreateLogger<RowsWatch>());
            await _watch.StartAsync(_host, this, chooses: false);
        }
    }

    private Task Enter(PointerEventArgs pointer) => HoldAsync(pointer.PointerType == "mouse", _isFocused);

    private Task Leave() => HoldAsync(false, _isFocused);

    private Task HoldAsync(bool isPointed, bool isFocused)
    {
        var wasHeld = IsHeld;
        (_isPointed, _isFocused) = (isPointed, isFocused);
        if (IsHeld == wasHeld)
        {
            return Task.CompletedTask;
        }

        StateHasChanged();
        return OnHold.InvokeAsync(IsHeld);
    }
}
