using Microsoft.JSInterop;
using TradeTerminal.Settings;

namespace TradeTerminal.Tests.Settings;

public sealed class ViewerStoreTests
{
    /// <summary>On a slow line a workspace may be saved before the browser has answered.</summary>
    [Fact]
    public void SaveAsync_BrowserHasNotAnswered_IsInForceAlready()
    {
        var state = new ViewerState();

        var saving = new ViewerStore(new SlowBrowser(), state).SaveAsync(Setting.Palette, "green-red");

        Assert.False(saving.IsCompleted);
        Assert.Equal("green-red", state.Current.Settings[Setting.Palette]);
    }

    private sealed class SlowBrowser : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => new(new TaskCompletionSource<TValue>().Task);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);
    }
}
