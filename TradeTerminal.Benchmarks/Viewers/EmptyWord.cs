using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace TradeTerminal.Benchmarks.Viewers;

/// <summary>The one interactive component of <see cref="EmptyDocument"/>.</summary>
public sealed class EmptyWord : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, "Empty");
}
