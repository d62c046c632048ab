namespace TradeTerminal.Alerts.Data;

/// <summary>How the inputs of alerts are called on screen, with their units; by the names they are stored under.</summary>
internal static class AlertInputWords
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["ageDifferenceLimitSeconds"] = "apart at most, s",
        ["ageDifferenceSeconds"] = "apart, s",
        ["askAt"] = "time of ask",
        ["averagePrice"] = "average price",
        ["bidAt"] = "time of bid",
        ["feeBps"] = "fee, bps",
        ["levelId"] = "id of level",
        ["levelSetAt"] = "level set at",
        ["mean"] = "mean volume",
        ["percent"] = "change, %",
        ["pnl"] = "P&L",
        ["preceding"] = "volumes before",
        ["previous"] = "price before",
        ["previousAt"] = "time of price before",
        ["profitAfterFee"] = "profit after fee",
        ["ratio"] = "ratio to mean",
        ["sharePercent"] = "share of one side, %",
        ["spreadBps"] = "spread, bps",
        ["thresholdBps"] = "threshold, bps",
        ["thresholdPercent"] = "threshold, %",
        ["thresholdRatio"] = "threshold, × mean",
        ["thresholdZScore"] = "threshold, std. dev.",
        ["windowFrom"] = "window from",
        ["windowSeconds"] = "window, s",
        ["windowTo"] = "window to",
        ["zScore"] = "away from mean, std. dev.",
    };

    /// <summary>One without words of its own, such as <c>askSize</c>, goes by those its name is made of: <c>ask size</c>.</summary>
    public static string Of(string name) => Known.TryGetValue(name, out var words) ? words : Apart(name);

    /// <summary>What follows a space is somebody's own name, such as a symbol: it stays as it is.</summary>
    private static string Apart(string name)
    {
        var end = name.IndexOf(' ', StringComparison.Ordinal) is var space && space < 0 ? name.Length : space;
        var first = Known.GetValueOrDefault(name[..end]) ?? string.Concat(
            name[..end].Select(letter => char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));
        return first + name[end..];
    }
}
