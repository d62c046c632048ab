using Microsoft.AspNetCore.Components;

namespace TradeTerminal.Live;

/// <summary>
/// Draws nothing itself. What others ask to be drawn while a component renders waits in the renderer's queue and goes to the
/// browser in the same batch, so the frames of a circuit are drawn while this one renders. While the browser is behind, or
/// away, the renderer waits: one frame waits with it, and draws what is newest then.
/// </summary>
public sealed class LiveBatch : IComponent
{
    private RenderHandle _handle;
    private bool _isQueued;

    [Inject]
    private LiveFrames Frames { get; set; } = null!;

    public void Attach(RenderHandle renderHandle)
    {
        _handle = renderHandle;
        Frames.Batch = Queue;
    }

    public Task SetParametersAsync(ParameterView parameters) => Task.CompletedTask;

    private void Queue(Action draw)
    {
        if (!_isQueued)
        {
            _isQueued = true;
            _handle.Render(_ =>
            {
                _isQueued = false;
                draw();
            });
        }
    }
}
