using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TradeTerminal.Market;

namespace TradeTerminal.Components.Panels;

/// <summary>Finds tickers by part of their symbol. Arrow keys move, enter or space toggles, escape closes.</summary>
public sealed partial class TickerSearch
{
    private const int MostFound = 50;

    private ImmutableArray<string> _found = [];
    private string _text = "";
    private bool _isOpen;
    private int _at = -1;

    [Parameter, EditorRequired]
    public ImmutableArray<string> Symbols { get; set; } = [];

    /// <summary>Shown as chips already.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<string> Chips { get; set; } = [];

    [Parameter, EditorRequired]
    public TickerFilter Filter { get; set; } = TickerFilter.All;

    [Parameter]
    public EventCallback<string> OnToggle { get; set; }

    private void Open() => Find(_text);

    private void Close() => (_isOpen, _at) = (false, -1);

    private void Type(string? text) => Find(text ?? "");

    /// <summary>Symbols that begin with the text come before those that only contain it.</summary>
    private void Find(string text)
    {
        _text = text;
        var part = text.Trim().ToUpperInvariant();
        _found =
        [
            .. Symbols.Where(symbol => symbol.Contains(part, StringComparison.Ordinal))
                .OrderByDescending(symbol => symbol.StartsWith(part, StringComparison.Ordinal))
                .ThenBy(symbol => symbol, StringComparer.Ordinal)
                .Take(MostFound),
        ];
        _isOpen = true;
        _at = part.Length > 0 && _found.Length > 0 ? 0 : -1;
    }

    private async Task Press(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" or "ArrowUp" when !_isOpen:
                Open();
                break;
            case "ArrowDown":
                _at = Math.Min(_at + 1, _found.Length - 1);
                break;
            case "ArrowUp":
                _at = Math.Max(_at - 1, 0);
                break;
            case "Escape":
                _text = "";
                Close();
                break;
            case "Enter" or " " when _isOpen && _at >= 0 && _at < _found.Length:
                await ToggleAsync(_found[_at]);
                break;
        }
    }

    private async Task ToggleAsync(string symbol)
    {
        await OnToggle.InvokeAsync(symbol);
        Find("");
    }
}
