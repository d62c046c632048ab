using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using MudBlazor;
using TradeTerminal.Alerts.Levels;
using TradeTerminal.History;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Layout;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Producers;
using TradeTerminal.Settings;
using TradeTerminal.Terminal;
using TradeTerminal.Terminal.Panels;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Commands;

/// <summary>
/// A line to type commands into. What is typed is read and judged here, on the server; the browser opens and closes
/// the dialog, so that nothing typed elsewhere comes here.
/// </summary>
public sealed partial class CommandPalette : IAsyncDisposable
{
    private const string ModulePath = "./js/shell/keys.js";

    private CommandReading _reading = new([], null);
    private Command? _confirming;
    private string _line = "";
    private string? _failed;
    private int _at;
    private Task _orders = Task.CompletedTask;
    private IJSObjectReference? _module;

    [Inject]
    private AddressBar Address { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private SymbolCatalogue Catalogue { get; set; } = null!;

    [Inject]
    private ViewerLists Lists { get; set; } = null!;

    [Inject]
    private ProducerSet Producers { get; set; } = null!;

    [Inject]
    private Backends Backends { get; set; } = null!;

    [Inject]
    private LevelBook Levels { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private ViewerStore Browser { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    private Command? At => _at < _reading.Commands.Length ? _reading.Commands[_at] : null;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its modules with it.
        }
    }

    /// <summary>Symbols that have come since the names were last read are found when they have been read again.</summary>
    private async Task BeginAsync()
    {
        _failed = null;
        Read();
        var names = Catalogue.Current;
        await Catalogue.RefreshAsync();
        if (!ReferenceEquals(names, Catalogue.Current) && _confirming is null)
        {
            var at = At?.Text;
            Read();
            _at = Math.Max(0, _reading.Commands.Select(command => command.Text).ToList().IndexOf(at ?? ""));
        }
    }

    private void Read()
    {
        _reading = CommandLanguage.Read(_line, Scope());
        (_at, _confirming) = (0, null);
        _failed = _line.Length > 0 ? null : _failed;
    }

    private CommandScope Scope()
    {
        var address = Address.Newest;
        var panel = DeskPanel.At(address.AbsolutePath);
        var query = QueryHelpers.ParseQuery(panel is not null || address.AbsolutePath == "/" ? address.Query : "");
        var view = TerminalView.Parse(
            query.GetValueOrDefault("tickers"), query.GetValueOrDefault("chart"), query.GetValueOrDefault("interval"),
            query.GetValueOrDefault("overlays"), query.GetValueOrDefault("since"), query.GetValueOrDefault("at"),
            query.GetValueOrDefault("side"), query.GetValueOrDefault("size"), query.GetValueOrDefault("layout"),
            query.GetValueOrDefault("charts"), query.GetValueOrDefault("active"), query.GetValueOrDefault("link"),
            query.GetValueOrDefault("volume"));
        return new CommandScope(
            view.Resolve(Lists.Current) with { Path = panel?.Path ?? "/", Link = view.Link ?? Viewer.Settings[Setting.Link] },
            Catalogue.Current,
            [.. Producers.All.Select(producer => producer.Kind)])
        {
            Clock = Viewer.Clock,
            Hidden = Viewer.Hidden,
            Lists = Lists.Current,
            UtcNow = Time.GetUtcNow().UtcDateTime,
            Question = address.AbsolutePath == HistoryView.Path ? HistoryView.Of(QueryHelpers.ParseQuery(address.Query)) : null,
        };
    }

    private async Task PressAsync(KeyboardEventArgs key)
    {
        var last = Math.Max(0, _reading.Commands.Length - 1);
        switch (key.Key)
        {
            case "ArrowDown":
                (_at, _confirming) = (Math.Min(_at + 1, last), null);
                break;
            case "ArrowUp":
                (_at, _confirming) = (Math.Max(_at - 1, 0), null);
                break;
            // The browser keeps the focus here.
            case "Tab" when !key.ShiftKey && At is { } command:
                _line = command.Text.TrimEnd() + " ";
                Read();
                break;
            case "Enter" when At is { } command && !key.IsComposing:
                await RunAsync(command);
                break;
        }
    }

    private async Task RunAsync(Command command)
    {
        if (!command.IsComplete)
        {
            _line = command.Text;
            Read();
        }
        else if (command.Uri is not null)
        {
            await ActAsync("close");
            Address.Go(command.Uri);
        }
        else if (command.Act is { } act)
        {
            _failed = await ActAsync(act.Name, act.Value) ? null : "The browser refused it.";
            if (_failed is null && command.Done is { } done)
            {
                Say(done);
            }
        }
        else if (command.Kept is var (setting, value))
        {
            await Browser.SaveAsync(setting, value);
            await CloseAsync(command.Done!);
        }
        else if (command.Level is { } level)
        {
            await SetAsync(level);
        }
        else
        {
            await OrderAsync(command);
        }
    }

    private async Task SetAsync(Level level)
    {
        try
        {
            _failed = await Levels.SetAsync(level with { ArmedAt = Time.GetUtcNow().UtcDateTime }, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _failed = $"Not stored: {exception.GetBaseException().Message}. Try it again.";
        }

        if (_failed is null)
        {
            await CloseAsync($"Alert set: {LevelWords.Of(level)}.");
        }
    }

    /// <summary>As on the Producer page: a Kafka that is not our own gets nothing without a second word.</summary>
    private async Task OrderAsync(Command command)
    {
        var order = command.Order!;
        if (order.Starts && !Backends.Kafka.IsEmbedded && _confirming != command)
        {
            _confirming = command;
            return;
        }

        var typed = _line;
        var producer = Producers.Find(order.Kind.Name)!;
        // One after the other, and none is left out: who types on must not wait.
        var before = _orders;
        _orders = FollowAsync();
        await _orders;
        if (_line != typed)
        {
            return;
        }

        await CloseAsync($"Producer of {order.Kind.Events} {(order.Starts ? "started" : "stopped")}.");
        async Task FollowAsync()
        {
            await before;
            await (order.Starts ? producer.StartAsync(producer.Settings(order.Rate)) : producer.StopAsync());
        }
    }

    /// <summary>What was done is said outside the palette, which is out of the way by then.</summary>
    private async Task CloseAsync(string done)
    {
        _line = "";
        Read();
        await ActAsync("close");
        Say(done);
    }

    private void Say(string done) => Snackbar.Add(done, Severity.Normal);

    private async Task<bool> ActAsync(string name, string value = "")
    {
        try
        {
            _module ??= await Js.InvokeAsync<IJSObjectReference>("import", ModulePath);
            await _module.InvokeVoidAsync("act", name, value);
            return true;
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // It went away, or may not do it, or the module did not come: the palette stays open, and the next command asks again.
            return false;
        }
    }
}
