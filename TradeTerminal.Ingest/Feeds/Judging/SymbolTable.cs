using System.Text;

namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// Gives each symbol one string, so that a million messages about seven tickers allocate seven strings.
/// A symbol is 1–16 of <c>A–Z 0–9 . - _ /</c> after upper-casing: sixteen bytes, hence one 128-bit key.
/// Bounded: past <see cref="Capacity"/> symbols a string is made each time. Not thread-safe.
/// </summary>
internal sealed class SymbolTable : ITextTable
{
    public const int Capacity = 100_000;
    public const int MaxLength = Symbol.MaxLength;

    private readonly Dictionary<UInt128, string> _symbols = [];

    public string Rule => Symbol.Rule;

    /// <summary>Null when <paramref name="text"/> is no valid symbol.</summary>
    public string? Find(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        ulong high = 0;
        ulong low = 0;
        foreach (var c in text)
        {
            var upper = c is >= (byte)'a' and <= (byte)'z' ? (byte)(c - 32) : c;
            if (!IsAllowed(upper))
            {
                return null;
            }

            high = (high << 8) | (low >> 56);
            low = (low << 8) | upper;
        }

        var key = new UInt128(high, low);
        if (_symbols.TryGetValue(key, out var symbol))
        {
            return symbol;
        }

        symbol = Encoding.ASCII.GetString(text).ToUpperInvariant();
        if (_symbols.Count < Capacity)
        {
            _symbols.Add(key, symbol);
        }

        return symbol;
    }

    private static bool IsAllowed(byte c) => Symbol.IsAllowed((char)c);
}
