namespace TradeTerminal.Settings;

/// <summary>One browser's settings in the form components use; immutable, cascaded by the root.</summary>
public sealed record Viewer(ViewerSettings Settings, ViewerClock Clock, TimeSpan MinInterval)
{
    public static Viewer Default { get; } = Of(ViewerSettings.Default);

    /// <summary>What its lists leave out.</summary>
    public HiddenSymbols Hidden { get; } = HiddenSymbols.Of(Settings);

    public bool HasSounds => Settings[Setting.Sounds] == "on";

    /// <summary><see cref="MinInterval"/> is the time between two draws, at least to half a frame; none at 20 a second, which is how often
    /// the market wakes.</summary>
    public static Viewer Of(ViewerSettings settings) => new(settings, ViewerClock.Of(settings), settings[Setting.Rate] switch
    {
        "calm" => TimeSpan.FromSeconds(2),
        "1" => TimeSpan.FromSeconds(1),
        "5" => TimeSpan.FromMilliseconds(200),
        "10" => TimeSpan.FromMilliseconds(100),
        _ => TimeSpan.Zero,
    });
}
