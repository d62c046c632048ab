using Microsoft.AspNetCore.Components;

namespace TradeTerminal.Components;

/// <summary>
/// Draws nothing itself. What others ask to be drawn while a component renders waits in the renderer's queue and goes to the
/// browser in the same batch, so the frames of a circuit are drawn while this one renders.
/// </summary>
public sealed class LiveBatch : IComponent
{
    private RenderHandle _handle;

    [Inject]
    private LiveFrames Frames { get; set; } = null!;

    public void Attach(RenderHandle renderHandle)
    {
        _handle = renderHandle;
        Frames.Batch = draw => _handle.Render(_ => draw());
    }

    public Task SetParametersAsync(ParameterView parameters) => Task.CompletedTask;
}
