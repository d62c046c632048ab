using AngleSharp.Dom;
using Bunit;
using TradeTerminal.Tape;
using TradeTerminal.Terminal;
using TradeTerminal.Tests.Support.Screens;

namespace TradeTerminal.Tests.Tape;

/// <summary>A tape over the market of a screen.</summary>
public abstract class TapeContext : ScreenContext
{
    private protected static IReadOnlyList<IElement> Rows(IRenderedComponent<TapePanel> tape) => tape.FindAll("[data-trade-id]");

    /// <summary>As the page does, it shows what was chosen.</summary>
    private protected IRenderedComponent<TapePanel> Tape(string? tickers = null)
    {
        IRenderedComponent<TapePanel>? tape = null;
        return tape = Render<TapePanel>(parameters => parameters
            .Add(it => it.View, TerminalView.Parse(tickers, null, null))
            .Add(it => it.OnChange, change => tape!.Render(again => again.Add(it => it.View, change(tape!.Instance.View)))));
    }
}
