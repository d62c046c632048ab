using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace TradeTerminal.Controls;

/// <summary>A button as dense as the rows it stands in.</summary>
public sealed class ActionButton : MudButton
{
    public ActionButton() => (Size, Variant, Ripple) = (Size.Small, Variant.Outlined, false);

    /// <summary>What the form is there for.</summary>
    [Parameter]
    public bool IsPrimary { get; set; }

    protected override void OnParametersSet()
    {
        if (IsPrimary)
        {
            (Variant, Color) = (Variant.Filled, Color.Primary);
        }

        base.OnParametersSet();
    }
}
