using MudBlazor;

namespace TradeTerminal.Controls;

/// <summary>A box to tick, as dense as the fields beside it.</summary>
public sealed class CheckBox : MudCheckBox<bool>
{
    public CheckBox() => (Size, Dense, Ripple, Color) = (Size.Small, true, false, Color.Primary);
}
