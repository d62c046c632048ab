namespace TradeTerminal.Settings;

/// <summary>The <see cref="Viewer"/> of one circuit, and where they have been. The root follows <see cref="Changed"/>.</summary>
public sealed class ViewerState
{
    public event Action? Changed;

    public Viewer Current { get; private set; } = Viewer.Default;

    /// <summary>Path and query of the view before the settings, which a workspace can be made of.</summary>
    public string LastView { get; private set; } = "/";

    public void Set(ViewerSettings settings)
    {
        if (!settings.IsSameAs(Current.Settings))
        {
            Current = Viewer.Of(settings);
            Changed?.Invoke();
        }
    }

    public void Visit(string view)
    {
        if (!view.StartsWith("/settings", StringComparison.Ordinal))
        {
            LastView = view;
        }
    }
}
