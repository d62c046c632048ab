using System.Collections.Immutable;
using Microsoft.JSInterop;
using TradeTerminal.Controls;
using TradeTerminal.Ingest.Alerts.Levels;

namespace TradeTerminal.Settings;

/// <summary>What the browser keeps (<c>wwwroot/settings.js</c>). A browser that leaves meanwhile, or cannot do
/// what it is asked, keeps what it had: no page ends for a setting.</summary>
internal sealed class ViewerStore(IJSRuntime js, ViewerState state)
{
    private int _saves;

    /// <summary>Takes the settings for this page and keeps them for the next ones.</summary>
    public async ValueTask SaveAsync(ViewerSettings settings)
    {
        _saves++;
        state.Set(settings);
        await CallAsync("viewerSettings.save", settings.Values);
    }

    /// <summary>One setting. The others stay as the browser has them, not as they were when the page was opened.</summary>
    public async Task SaveAsync(Setting setting, string value)
    {
        var settings = state.Current.Settings.With(setting, value);
        // Before the browser has answered: a workspace that is saved meanwhile has it, too.
        _saves++;
        state.Set(settings);
        await CallAsync("viewerSettings.save", new Dictionary<string, string> { [setting.Key] = settings[setting] });
    }

    /// <summary>
    /// The symbol is the first of those looked at. The browser puts it there itself, for another of its tabs may have looked at others.
    /// </summary>
    public async Task LookAsync(string symbol)
    {
        var settings = state.Current.Settings;
        if (settings.Recent.Symbols.FirstOrDefault() == symbol)
        {
            return;
        }

        _saves++;
        state.Set(settings.With(settings.Recent.With(symbol)));
        try
        {
            if (RecentSymbols.TryParse(await js.InvokeAsync<string?>("viewerSettings.look", AddressText.Path(symbol), RecentSymbols.Most), out var recent))
            {
                state.Set(state.Current.Settings.With(recent));
            }
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
        }
    }

    /// <summary>The settings as the browser has them now: a button of the top bar changes them without the server.</summary>
    public async Task<ViewerSettings> LoadAsync()
    {
        try
        {
            string text;
            int saves;
            do
            {
                // An answer from before something was saved would take it back.
                saves = _saves;
                text = await js.InvokeAsync<string>("viewerSettings.read");
            }
            while (saves != _saves);

            var settings = ViewerSettings.Parse(text);
            state.Set(settings);
            // One zone for both: that which is understood here.
            if (text is not null && settings.Local is var local
                && !$"&{text}&".Contains($"&local={local ?? "UTC"}&", StringComparison.Ordinal))
            {
                await CallAsync("viewerSettings.understand", local ?? "UTC");
            }
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
        }

        return state.Current.Settings;
    }

    public async Task<(WorkspaceList Workspaces, ImmutableArray<string> Problems)> LoadWorkspacesAsync()
    {
        try
        {
            if (await js.InvokeAsync<string?>("viewerSettings.workspaces") is { Length: > 0 } text)
            {
                var read = WorkspaceFile.Read(text, out var problems);
                return (new WorkspaceList(read), problems);
            }
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
        }

        return (WorkspaceList.Empty, []);
    }

    public ValueTask SaveAsync(WorkspaceList workspaces) =>
        CallAsync("viewerSettings.keepWorkspaces", WorkspaceFile.Write(workspaces.All));

    public ValueTask DownloadAsync(string name, string text) => CallAsync("viewerSettings.download", name, text);

    /// <summary>One of <see cref="Level.Sounds"/>.</summary>
    public ValueTask BeepAsync(string sound = "tone") => CallAsync("viewerSettings.beep", sound);

    private async ValueTask CallAsync(string name, params object?[] arguments)
    {
        try
        {
            await js.InvokeVoidAsync(name, arguments);
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
        }
    }
}
