namespace TradeTerminal.Controls;

/// <summary>
/// When a figure that changed lights up: after it has stood still for a second. One that changes all the time says
/// so by itself, and its animation would have the browser paint without a pause. The two class names take turns,
/// because an animation only starts again under another name.
/// </summary>
internal sealed class Flash(TimeProvider time)
{
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private string? _shown;
    private long? _changedAt;
    private bool _odd;

    public string Class { get; private set; } = "";

    public void Show(string value)
    {
        var changed = _shown is not null && _shown != value;
        _shown = value;
        if (!changed)
        {
            return;
        }

        if (_changedAt is null || time.GetElapsedTime(_changedAt.Value) >= Rest)
        {
            _odd = !_odd;
            Class = _odd ? "flash-a" : "flash-b";
        }

        _changedAt = time.GetTimestamp();
    }
}
