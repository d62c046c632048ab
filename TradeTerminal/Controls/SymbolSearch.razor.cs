using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Market;
using TradeTerminal.Market.Symbols;
using TradeTerminal.Settings;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Controls;

/// <summary>
/// Finds symbols of everything stored by a part of their name. Arrow keys move, enter picks, escape closes. With a <see cref="Value"/>
/// it is a choice of one, which the field shows; without one of several, which space toggles too.
/// </summary>
public sealed partial class SymbolSearch : IDisposable
{
    private const int LongestText = 80;
    private const int MostLists = 8;

    private readonly CancellationTokenSource _disposed = new();
    private readonly string _id = $"found-{Guid.NewGuid():N}";
    private ImmutableArray<Instrument> _found = [];
    private ImmutableArray<Watchlist> _foundLists = [];
    private string? _typed;

    /// <summary>What was typed when one was picked: the browser says once more that it was.</summary>
    private string? _answered;
    private bool _isCut;
    private bool _isOpen;
    private int _at = -1;

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public string? Title { get; set; }

    [Parameter]
    public string? TestId { get; set; }

    /// <summary>Key of the one that is chosen; null for a choice of several.</summary>
    [Parameter]
    public string? Value { get; set; }

    [Parameter, EditorRequired]
    public Func<Instrument, bool> IsChosen { get; set; } = _ => false;

    /// <summary>The <c>data-testid</c> of a symbol in the list.</summary>
    [Parameter]
    public Func<Instrument, string?> HookOf { get; set; } = _ => null;

    /// <summary>Offered before the symbols.</summary>
    [Parameter]
    public ImmutableArray<Watchlist> Lists { get; set; } = [];

    [Parameter]
    public Func<Watchlist, bool> IsChosenList { get; set; } = _ => false;

    [Parameter]
    public EventCallback<Watchlist> OnPickList { get; set; }

    [Parameter]
    public EventCallback<Instrument> OnPick { get; set; }

    [CascadingParameter]
    private Viewer Viewer { get; set; } = Viewer.Default;

    [Inject]
    private SymbolCatalogue Catalogue { get; set; } = null!;

    private int Count => _foundLists.Length + _found.Length;

    private string Text => _typed ?? Value ?? "";

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
    }

    /// <summary>What has come since the names were last read is found in the second look.</summary>
    private async Task OpenAsync()
    {
        Find();
        try
        {
            await Catalogue.RefreshAsync().WaitAsync(_disposed.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
            return;
        }

        if (_isOpen)
        {
            var at = _at;
            Find();
            _at = at < 0 ? _at : Math.Min(at, Count - 1);
        }
    }

    private void Close() => (_isOpen, _at, _typed) = (false, -1, Value is null ? _typed : null);

    private Task Type(string? text)
    {
        (_typed, _answered) = (text ?? "", null);
        // Who types has mostly clicked before; one who came by keyboard has not.
        if (!_isOpen)
        {
            return OpenAsync();
        }

        Find();
        return Task.CompletedTask;
    }

    private void Find()
    {
        var part = (_typed ?? "").Trim();
        var found = Catalogue.Current.Find(part, SymbolCatalogue.MostFound + 1);
        _isCut = found.Length > SymbolCatalogue.MostFound;
        // What is hidden comes last, unless it is meant by its name.
        _found =
        [
            .. (_isCut ? found[..SymbolCatalogue.MostFound] : found)
                .OrderBy(symbol => Viewer.Hidden.Has(symbol.Symbol) && !symbol.Symbol.Equals(part, StringComparison.OrdinalIgnoreCase)),
        ];
        _foundLists = [.. Lists.Where(list => list.Key.Contains(part, StringComparison.OrdinalIgnoreCase)).Take(MostLists)];
        _isOpen = true;
        // A symbol of just that name is what is meant, whatever lists have it in theirs.
        var same = _found.Length > 0 && _found[0].Symbol.Equals(part, StringComparison.OrdinalIgnoreCase);
        _at = part.Length == 0 || Count == 0 ? -1 : same ? _foundLists.Length : 0;
    }

    private async Task PressAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" or "ArrowUp" when !_isOpen:
                await OpenAsync();
                break;
            case "ArrowDown":
                _at = Math.Min(_at + 1, Count - 1);
                break;
            case "ArrowUp":
                _at = Math.Max(_at - 1, 0);
                break;
            case "Escape":
                _typed = Value is null ? "" : null;
                Close();
                break;
            case "Enter" or " " when _isOpen && _at >= 0 && _at < Count && (key.Key == "Enter" || Value is null):
                await (_at < _foundLists.Length ? PickAsync(_foundLists[_at]) : PickAsync(_found[_at - _foundLists.Length]));
                break;
        }
    }

    /// <summary>A whole name that was typed, or put into the field, and left there.</summary>
    private Task TakeAsync(ChangeEventArgs change) =>
        Value is not null && (string?)change.Value != _answered && Instrument.TryParse(change.Value as string, out var named)
            && named.Key != Value && Catalogue.Current.Has(named)
            ? PickAsync(named)
            : Task.CompletedTask;

    private async Task PickAsync(Watchlist list)
    {
        await OnPickList.InvokeAsync(list);
        _typed = "";
        Close();
    }

    private async Task PickAsync(Instrument symbol)
    {
        if (Value is not null)
        {
            _answered = _typed;
            Close();
            await OnPick.InvokeAsync(symbol);
            return;
        }

        await OnPick.InvokeAsync(symbol);
        _typed = "";
        Find();
    }
}
