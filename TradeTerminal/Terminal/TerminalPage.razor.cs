using TradeTerminal.Settings;
using TradeTerminal.Terminal.Panels;

namespace TradeTerminal.Terminal;

/// <summary>Lays out the panels.</summary>
public sealed partial class TerminalPage
{
    /// <summary>On a small screen one of them is shown at a time.</summary>
    private static readonly DeskPanel[] Charts = [DeskPanel.Candles, DeskPanel.Lines, DeskPanel.Volume];

    private string _shown = Charts[0].Name;

    private bool IsSeveral => View.Grid.Size > 1;

    private DeskSplit Split => DeskSplit.Of(Viewer.Settings);

    /// <summary>The charted symbol has a panel of its own between charts and trades.</summary>
    private bool IsBeside => Viewer.Settings[Setting.Beside] == "on";
}
