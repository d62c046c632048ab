using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// What is a large trade of one ticker, by its own newest <see cref="Looked"/>: above <see cref="Large"/> are at most a
/// tenth of them, above <see cref="Largest"/> at most a hundredth. Nothing is large among fewer than <see cref="Least"/>.
/// </summary>
public sealed record SizeRanks(decimal Large, decimal Largest)
{
    public const int Looked = 200;
    public const int Least = 20;

    public static SizeRanks None { get; } = new(decimal.MaxValue, decimal.MaxValue);

    public static SizeRanks Of(ReadOnlySpan<Trade> oldestFirst)
    {
        var newest = oldestFirst[Math.Max(0, oldestFirst.Length - Looked)..];
        if (newest.Length < Least)
        {
            return None;
        }

        Span<decimal> sizes = stackalloc decimal[newest.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = newest[i].Volume;
        }

        sizes.Sort();
        return new SizeRanks(sizes[(sizes.Length * 9 / 10) - 1], sizes[(sizes.Length * 99 / 100) - 1]);
    }
}
