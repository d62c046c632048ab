using System.Collections.Immutable;

namespace TradeTerminal.Days;

/// <summary>
/// One hour of a UTC day: its figures in the order of <see cref="HourColumns.Series"/>, and the sum of the same hour of the day before.
/// </summary>
public sealed record HourColumn(DateTime Hour, ImmutableArray<decimal> Values, decimal Before)
{
    public decimal Total { get; } = Values.Sum();
}
