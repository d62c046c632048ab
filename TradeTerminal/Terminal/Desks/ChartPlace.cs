using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Terminal.Desks;

/// <summary>What one of several charts shows; without a <see cref="Chart"/> it is filled with what trades the most.</summary>
/// <param name="Chart">The <see cref="Market.Instrument.Key"/> of an instrument.</param>
/// <param name="Interval">Of its candles.</param>
public sealed record ChartPlace(string? Chart, Interval Interval)
{
    public static ChartPlace Empty { get; } = new(null, Interval.Minute);

    /// <summary>As the URL has it: <c>AAPL</c>, <c>MSFT@5m</c>, <c>@5m</c>, or nothing. A symbol with an @ names its interval too.</summary>
    public string Key => Interval == Interval.Minute && Chart?.Contains('@', StringComparison.Ordinal) != true ? Chart ?? "" : $"{Chart}@{Interval.Name}";
}
