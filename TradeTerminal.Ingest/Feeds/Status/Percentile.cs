namespace TradeTerminal.Ingest.Feeds.Status;

/// <summary>
/// The nearest-rank percentile: the smallest value that at least <c>p</c> percent of the values do not exceed.
/// Always one of the values; null without any.
/// </summary>
internal static class Percentile
{
    public static T? Of<T>(IEnumerable<T> values, double percent)
        where T : struct, IComparable<T>
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0
            ? null
            : sorted[Math.Max(0, (int)Math.Ceiling(percent / 100 * sorted.Length) - 1)];
    }
}
