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

    /// <summary>What is read when a page opens may arrive after the first setting has been changed on it.</summary>
    [Fact]
    public async Task LoadAsync_SavedMeanwhile_DoesNotTakeItBack()
    {
        var state = new ViewerState();
        var browser = new AnsweringBrowser();
        var store = new ViewerStore(browser, state);
        var loading = store.LoadAsync();

        await store.SaveAsync(Setting.Palette, "green-red");
        browser.Answers.Dequeue().SetResult("palette=blue-orange");
        browser.Answers.Dequeue().SetResult("palette=green-red");

        Assert.Equal("green-red", (await loading)[Setting.Palette]);
        Assert.Equal("green-red", state.Current.Settings[Setting.Palette]);
    }

    /// <summary>Two tabs of a browser look at symbols of their own; the list is of both.</summary>
    [Fact]
    public async Task LookAsync_AnotherTabLookedToo_IsTheBrowsersList()
    {
        var state = new ViewerState();
        state.Set(ViewerSettings.Parse("recent=IBM"));
        var browser = new TabbedBrowser("AAPL+TSLA+IBM");

        await new ViewerStore(browser, state).LookAsync("AAPL");

        Assert.Equal("AAPL+TSLA+IBM", state.Current.Settings.Recent.ToString());
        await new ViewerStore(browser, state).LookAsync("AAPL");
        Assert.Equal(1, browser.Looks);
    }

    private sealed class TabbedBrowser(string kept) : IJSRuntime
    {
        internal int Looks { get; private set; }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            Assert.Equal(("viewerSettings.look", "AAPL"), (identifier, args![0]));
            Looks++;
            return new((TValue)(object)kept);
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);
    }

    /// <summary>Saves at once, and gives what it has when it is told to.</summary>
    private sealed class AnsweringBrowser : IJSRuntime
    {
        internal Queue<TaskCompletionSource<string>> Answers { get; } = [];

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            if (identifier != "viewerSettings.read")
            {
                return default!;
            }

            var answer = new TaskCompletionSource<string>();
            Answers.Enqueue(answer);
            return (TValue)(object)await answer.Task;
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);
    }

    private sealed class SlowBrowser : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => new(new TaskCompletionSource<TValue>().Task);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);
    }
}
