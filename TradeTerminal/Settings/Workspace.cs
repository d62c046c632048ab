namespace TradeTerminal.Settings;

/// <summary>A view with its settings under a name.</summary>
public sealed record Workspace(string Name, string Url, ViewerSettings Settings)
{
    public const int LongestName = 60;
    public const int LongestUrl = 600;

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static string? ProblemOfName(string? name) =>
        string.IsNullOrWhiteSpace(name) ? "a name is needed"
        : name.Trim().Length > LongestName ? $"the name must have at most {LongestName} characters"
        : name.Any(char.IsControl) ? "the name must be one line of text"
        : null;

    /// <summary>Only views of this terminal: an address elsewhere must not get in by a file from somebody.</summary>
    public static string? ProblemOfUrl(string? url) =>
        url is not ['/', ..] || url is ['/', '/' or '\\', ..] || url.Any(one => char.IsControl(one) || char.IsWhiteSpace(one))
            ? "the view must be an address in this terminal, such as /?tickers=AAPL"
        : url.Length > LongestUrl ? $"the view must have at most {LongestUrl} characters"
        : null;
}
