using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Support.Samples;

/// <summary>
/// Trades as a feed might bring them at its worst: out of order, hours late, many at the same instant, all ids different.
/// </summary>
internal sealed class RandomTrades(Random random, DateTime around)
{
    private readonly Dictionary<int, long> _next = [];

    internal string[] Tickers { get; init; } = ["AAPL", "BTC-USD", "MSFT"];

    internal int Partitions { get; init; } = 3;

    internal TimeSpan Span { get; init; } = TimeSpan.FromMinutes(5);

    internal Trade[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    internal Trade Next()
    {
        var partition = random.Next(Partitions);
        var offset = _next.GetValueOrDefault(partition);
        _next[partition] = offset + 1;
        return new Trade(
            NewId(), Tickers[random.Next(Tickers.Length)], Price(), random.Next(1, 1_000), (Side)random.Next(2),
            Time(), partition, offset);
    }

    private Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private decimal Price() => random.Next(10) switch
    {
        0 => random.NextInt64(1, 1_000_000_000) / 100_000_000m,
        1 => random.Next(100, 102),
        _ => random.Next(10_000, 20_000) / 100m,
    };

    /// <summary>Half of them on whole seconds, so that many fall on the same instant.</summary>
    private DateTime Time()
    {
        var at = around.AddTicks(-random.NextInt64((random.Next(20) == 0 ? Span * 10 : Span).Ticks));
        return at.AddTicks(-(at.Ticks % (random.Next(2) == 0 ? TimeSpan.TicksPerMicrosecond : TimeSpan.TicksPerSecond)));
    }
}
