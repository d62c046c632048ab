using Bunit;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Watchlists;

namespace TradeTerminal.Tests.Watchlists;

public sealed class WatchlistEditorTests : ScreenContext
{
    private Watchlist _list = new("mine", ["A", "B", "C"]);

    [Theory]
    [InlineData("B", "ArrowUp", "B A C")]
    [InlineData("B", "ArrowDown", "A C B")]
    [InlineData("C", "Home", "C A B")]
    [InlineData("A", "End", "B C A")]
    [InlineData("B", "Delete", "A C")]
    [InlineData("A", "ArrowUp", "A B C")]
    public async Task Key_OnASymbol_MovesItOrTakesItOut(string symbol, string key, string expected)
    {
        await Editor().Find($"[data-testid=list-symbol-{symbol}]").KeyDownAsync(key);

        Assert.Equal(expected, string.Join(' ', _list.Symbols));
    }

    [Theory]
    [InlineData("list-up-B", "B A C")]
    [InlineData("list-down-B", "A C B")]
    [InlineData("list-remove-B", "A C")]
    public async Task Click_Button_MovesItOrTakesItOut(string button, string expected)
    {
        await Editor().Find($"[data-testid={button}]").ClickAsync();

        Assert.Equal(expected, string.Join(' ', _list.Symbols));
    }

    private IRenderedComponent<WatchlistEditor> Editor() => Render<WatchlistEditor>(
        parameters => parameters.Add(editor => editor.List, _list).Add(editor => editor.OnChange, list => _list = list));
}
