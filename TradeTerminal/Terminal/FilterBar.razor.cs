using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Market;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Settings;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Terminal;

/// <summary>
/// Chooses tickers. The chosen are the first chips, those that are stale the last; with many tickers only some are chips, and the
/// search reaches all, the hidden ones too, and the watchlists. Arrow keys walk the chips, space toggles, delete hides, escape shows all.
/// </summary>
public sealed partial class FilterBar
{
    private const int MostChips = 24;

    private readonly Dictionary<string, ElementReference> _buttons = [];
    private ImmutableArray<string> _symbols = [];
    private ImmutableArray<string> _chips = [];
    private string? _reached;

    [Parameter, EditorRequired]
    public TerminalView View { get; set; } = TerminalView.Default;

    [Parameter]
    public EventCallback<Func<TerminalView, TerminalView>> OnChange { get; set; }

    [Inject]
    private ViewerStore Browser { get; set; } = null!;

    [Inject]
    private SymbolCatalogue Catalogue { get; set; } = null!;

    [Inject]
    private ViewerLists Lists { get; set; } = null!;

    /// <summary>The one chip in the tab order; the arrow keys move from there.</summary>
    private string? Reachable => _reached is not null && _chips.Contains(_reached) ? _reached : _chips.FirstOrDefault();

    protected override void OnParametersSet() => ReadSymbols();

    protected override Task OnMarketAsync()
    {
        if (Snapshot.Tickers.Length != _symbols.Length || !Snapshot.Tickers.Select(ticker => ticker.Symbol).SequenceEqual(_symbols))
        {
            ReadSymbols();
            StateHasChanged();
        }

        return Task.CompletedTask;
    }

    private void ReadSymbols()
    {
        _symbols = [.. Snapshot.Tickers.Select(ticker => ticker.Symbol)];
        _chips =
        [
            .. View.Filter.Ordered.Concat(Snapshot.Tickers
                .Where(ticker => !View.Filter.Chooses(ticker.Symbol) && !Viewer.Hidden.Has(ticker.Symbol))
                .OrderBy(ticker => UtcNow - ticker.LastSeen > ticker.StaleAfter)
                .Select(ticker => ticker.Symbol)
                .Take(Math.Max(0, MostChips - View.Filter.Symbols.Count))),
        ];
        foreach (var gone in _buttons.Keys.Except(_chips).ToList())
        {
            _buttons.Remove(gone);
        }
    }

    /// <summary>As it stands in the choice: another feed's symbol by its bare name where no feed before has one such.</summary>
    private string NameOf(Instrument symbol) => Catalogue.Current.NameOf(symbol);

    private Task ShowAsync(TickerFilter filter) => OnChange.InvokeAsync(view => view.With(filter));

    private Task ToggleAsync(Watchlist list) => ShowAsync(View.Filter.Lists.Contains(list.Name)
        ? TickerFilter.All
        : TickerFilter.Parse(list.Key).Resolve(Lists.Current.SymbolsOf));

    /// <summary>The tape and the figures know trades alone: what else there is has candles.</summary>
    private Task ToggleAsync(string symbol) => OnChange.InvokeAsync(view => view.With(view.Filter.Toggle(symbol)));

    private async Task MoveAsync(string symbol, KeyboardEventArgs key)
    {
        if (key.Key == "Escape")
        {
            await ShowAsync(TickerFilter.All);
            return;
        }

        if (key.Key == "Delete" && Viewer.Hidden.With(symbol) is { } hidden)
        {
            await Browser.SaveAsync(Setting.Hidden, hidden.ToString());
            return;
        }

        var at = _chips.IndexOf(symbol);
        var to = key.Key switch
        {
            "ArrowRight" or "ArrowDown" => (at + 1) % _chips.Length,
            "ArrowLeft" or "ArrowUp" => (at - 1 + _chips.Length) % _chips.Length,
            "Home" => 0,
            "End" => _chips.Length - 1,
            _ => at,
        };
        if (to != at && _buttons.TryGetValue(_chips[to], out var button))
        {
            _reached = _chips[to];
            await button.FocusAsync();
        }
    }

    private static string Flag(bool on) => on ? "true" : "false";
}
