using System.Collections.Immutable;

namespace TradeTerminal.Days;

/// <summary>A UTC day by hour, as columns of parts and as a table; behind it the day before: is this hour usual?</summary>
/// <param name="Series">Keys of the parts, the lowest first.</param>
/// <param name="Columns">24 of them.</param>
/// <param name="Top">Where the picture ends: a round number that no column and no hour of the day before exceeds.</param>
public sealed record HourColumns(ImmutableArray<string> Series, ImmutableArray<HourColumn> Columns, decimal Top)
{
    public const int Hours = 24;

    public static readonly HourColumns Empty = Of(DateTime.UnixEpoch, [], []);

    public decimal Total { get; } = Columns.Sum(column => column.Total);

    public decimal Before { get; } = Columns.Sum(column => column.Before);

    /// <param name="day">Its 00:00 UTC.</param>
    /// <param name="series">Keys of the parts; figures of others are left out.</param>
    /// <param name="figures">Of the day and the one before it.</param>
    public static HourColumns Of(
        DateTime day, ImmutableArray<string> series, IEnumerable<(DateTime Hour, string Series, decimal Value)> figures)
    {
        var values = figures.Where(figure => series.Contains(figure.Series))
            .GroupBy(figure => (figure.Hour, figure.Series)).ToDictionary(group => group.Key, group => group.Sum(figure => figure.Value));
        ImmutableArray<HourColumn> columns =
        [
            .. Enumerable.Range(0, Hours).Select(hour => day.AddHours(hour)).Select(hour => new HourColumn(
                hour, [.. series.Select(key => values.GetValueOrDefault((hour, key)))],
                series.Sum(key => values.GetValueOrDefault((hour.AddHours(-Hours), key))))),
        ];
        var highest = columns.Max(column => Math.Max(column.Total, column.Before));
        return new HourColumns(series, columns, NiceScale.Of(0, highest, 2).High);
    }
}
