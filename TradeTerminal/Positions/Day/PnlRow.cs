using System.Collections.Immutable;

namespace TradeTerminal.Positions.Day;

/// <summary>A moment of the day as a row: what each of the names stood at; null where it has no figure.</summary>
internal sealed record PnlRow(DateTime At, ImmutableArray<decimal?> Totals)
{
    /// <summary>Newest first.</summary>
    public static ImmutableArray<PnlRow> Of(ImmutableArray<PnlPoint> points, ImmutableArray<string> names) =>
    [
        .. points.GroupBy(point => point.At).OrderByDescending(moment => moment.Key).Select(moment =>
        {
            // Now may be a moment of the grid.
            var totals = moment.GroupBy(point => point.Name).ToDictionary(name => name.Key, name => (decimal?)name.Last().Total);
            return new PnlRow(moment.Key, [.. names.Select(name => totals.GetValueOrDefault(name))]);
        }),
    ];
}
