using System.Text;

namespace TradeTerminal.Ingest.Feeds.Judging;

/// <summary>
/// Gives each symbol one string, so that a million messages about seven tickers allocate seven strings. By the rule of
/// <see cref="Symbol"/>: nearly all have at most sixteen bytes, hence one 128-bit key; longer ones have two.
/// Bounded: past <see cref="Capacity"/> symbols a string is made each time. Not thread-safe.
/// </summary>
internal sealed class SymbolTable : ITextTable
{
    public const int Capacity = 100_000;
    public const int MaxLength = Symbol.MaxLength;

    private const int KeyLength = 16;

    /// <summary>Each ASCII byte in upper case; 0 for what no symbol has.</summary>
    private static readonly byte[] Upper = [.. Enumerable.Range(0, 256).Select(c => char.ToUpperInvariant((char)c)).Select((upper, c) =>
        c < 128 && Symbol.IsAllowed(upper) ? (byte)upper : (byte)0)];

    private readonly Dictionary<UInt128, string> _symbols = [];
    private readonly Dictionary<(UInt128, UInt128), string> _long = [];

    public string Rule => Symbol.Rule;

    /// <summary>Null when <paramref name="text"/> is no valid symbol.</summary>
    public string? Find(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > MaxLength || text[0] == ' ' || text[^1] == ' ')
        {
            return null;
        }

        return text.Length > KeyLength ? FindLong(text)
            : !TryPack(text, out var key) ? null
            : _symbols.TryGetValue(key, out var symbol) ? symbol
            : Add(_symbols, key, text);
    }

    private string? FindLong(ReadOnlySpan<byte> text) =>
        !TryPack(text[..KeyLength], out var first) || !TryPack(text[KeyLength..], out var rest) ? null
        : _long.TryGetValue((first, rest), out var symbol) ? symbol
        : Add(_long, (first, rest), text);

    private string Add<TKey>(Dictionary<TKey, string> symbols, TKey key, ReadOnlySpan<byte> text)
        where TKey : notnull
    {
        var symbol = Encoding.ASCII.GetString(text).ToUpperInvariant();
        if (_symbols.Count + _long.Count < Capacity)
        {
            symbols.Add(key, symbol);
        }

        return symbol;
    }

    private static bool TryPack(ReadOnlySpan<byte> text, out UInt128 key)
    {
        ulong high = 0;
        ulong low = 0;
        key = default;
        foreach (var c in text)
        {
            var upper = Upper[c];
            if (upper == 0)
            {
                return false;
            }

            high = (high << 8) | (low >> 56);
            low = (low << 8) | upper;
        }

        key = new UInt128(high, low);
        return true;
    }
}
