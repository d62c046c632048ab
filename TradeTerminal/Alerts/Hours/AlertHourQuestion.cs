namespace TradeTerminal.Alerts.Hours;

/// <summary>
/// The UTC days from <see cref="From"/> to before <see cref="To"/>; null means any. <see cref="Symbols"/> are their names with commas
/// between, so that two questions about the same are equal.
/// </summary>
public readonly record struct AlertHourQuestion(DateOnly From, DateOnly To, string? Symbols, string? Severity)
{
    /// <param name="days">How many, up to the day that is given.</param>
    /// <param name="last">The last of them.</param>
    /// <param name="symbol">One symbol or trader; null means any.</param>
    /// <param name="members">Those of a watchlist instead; null: none is meant.</param>
    /// <param name="severity">Null means any.</param>
    public static AlertHourQuestion Of(int days, DateOnly last, string? symbol, IEnumerable<string>? members, string? severity) => new(
        last.AddDays(1 - days), last.AddDays(1),
        members is null ? symbol : string.Join(',', members.Order(StringComparer.Ordinal)), severity);
}
