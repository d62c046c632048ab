using System.Numerics;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>
/// Quotes in disorder over <see cref="Span"/>, with many at the same instant, and what must come of them, worked out
/// the slow way.
/// </summary>
internal sealed class RandomPrices(Random random, DateTime around)
{
    private readonly long[] _next = new long[3];

    internal TimeSpan Span { get; init; } = TimeSpan.FromMinutes(20);

    internal Quote[] Quotes(int count) => [.. Enumerable.Range(0, count).Select(_ => Quote())];

    /// <summary>With volumes that are not whole.</summary>
    internal Tick[] Ticks(int count, params string[] symbols) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var partition = random.Next(_next.Length);
        return new Tick(
            symbols[random.Next(symbols.Length)], random.Next(1, 9_000_000) / 100m, random.Next(0, 500_000) / 1000m,
            PriceOrigin.Unstated, null, At(), partition, _next[partition]++);
    })];

    internal static Candle Candle(DateTime time, IEnumerable<PricePoint> points)
    {
        var sorted = points.OrderBy(p => p.Mark.At).ThenBy(p => p.Mark.Partition).ThenBy(p => p.Mark.Offset).ToList();
        var notional = sorted.Aggregate(BigInteger.Zero, (sum, p) => sum + (BigInteger)(p.Mark.Price * p.Volume * 100_000_000m));
        return new Candle(
            time, sorted[0].Mark.Price, sorted.Max(p => p.Mark.Price), sorted.Min(p => p.Mark.Price), sorted[^1].Mark.Price,
            sorted.Sum(p => p.Volume), (decimal)notional / 100_000_000m, sorted.Count);
    }

    internal static IEnumerable<Candle> Candles(Interval interval, IEnumerable<PricePoint> points) => points
        .GroupBy(p => new DateTime(p.Mark.At.Ticks / interval.Width.Ticks * interval.Width.Ticks, DateTimeKind.Utc))
        .OrderBy(group => group.Key)
        .Select(group => Candle(group.Key, group));

    private Quote Quote()
    {
        var partition = random.Next(_next.Length);
        var price = random.Next(1, 100_000) / 100m;
        return new Quote(
            random.Next(2) == 0 ? "AAPL" : "MSFT", random.Next(2) == 0 ? "NYSE" : "BATS", price, price - 0.01m, price + 0.01m,
            random.Next(1, 1_000), random.Next(1, 1_000), random.Next(0, 100_000), At(), partition, _next[partition]++);
    }

    private DateTime At() => around.AddTicks(-random.NextInt64(Span.Ticks) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
}
