using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace TradeTerminal.Watchlists;

/// <summary>The symbols of one list, which arrow keys and buttons move.</summary>
public sealed partial class WatchlistEditor
{
    private readonly Dictionary<string, ElementReference> _buttons = [];
    private string _name = "";
    private string? _focused;

    [Parameter, EditorRequired]
    public Watchlist List { get; set; } = null!;

    [Parameter]
    public EventCallback<Watchlist> OnChange { get; set; }

    [Parameter]
    public EventCallback<string> OnRename { get; set; }

    protected override void OnInitialized() => _name = List.Name;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // A row that is moved in the page loses the focus.
        if (_focused is { } symbol && _buttons.TryGetValue(symbol, out var button) && List.Symbols.Contains(symbol))
        {
            _focused = null;
            await button.FocusAsync();
        }
    }

    private Task PressAsync(string symbol, KeyboardEventArgs key) => key.Key switch
    {
        "ArrowUp" => MoveAsync(symbol, -1),
        "ArrowDown" => MoveAsync(symbol, 1),
        "Home" => MoveAsync(symbol, -List.Symbols.Length),
        "End" => MoveAsync(symbol, List.Symbols.Length),
        "Delete" => OnChange.InvokeAsync(List.Without(symbol)),
        _ => Task.CompletedTask,
    };

    private async Task MoveAsync(string symbol, int places)
    {
        var moved = List.Move(symbol, places);
        if (!moved.Symbols.SequenceEqual(List.Symbols))
        {
            await OnChange.InvokeAsync(moved);
            _focused = symbol;
        }
    }
}
