using AngleSharp.Dom;
using Bunit;
using TradeTerminal.Components;
using TradeTerminal.Components.Panels;

namespace TradeTerminal.Tests.Components.Panels;

/// <summary>A tape over the market of a screen.</summary>
public abstract class TapeContext : ScreenContext
{
    private protected static IReadOnlyList<IElement> Rows(IRenderedComponent<Tape> tape) => tape.FindAll("[data-trade-id]");

    /// <summary>As the page does, it shows what was chosen.</summary>
    private protected IRenderedComponent<Tape> Tape(string? tickers = null)
    {
        IRenderedComponent<Tape>? tape = null;
        return tape = Render<Tape>(parameters => parameters
            .Add(it => it.View, TerminalView.Parse(tickers, null, null))
            .Add(it => it.OnChange, change => tape!.Render(again => again.Add(it => it.View, change(tape!.Instance.View)))));
    }
}
