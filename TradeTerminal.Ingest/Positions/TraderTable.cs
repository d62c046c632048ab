using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Positions;

/// <summary>The rule for traders: as for symbols, but up to 32 characters. Not thread-safe.</summary>
internal sealed class TraderTable : ITextTable
{
    public const int MaxLength = 32;

    private readonly StringPool _traders = new(capacity: 10_000);

    public string Rule => "1 to 32 of A-Z 0-9 . - _ /";

    public string? Find(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        Span<char> upper = stackalloc char[MaxLength];
        for (var i = 0; i < text.Length; i++)
        {
            upper[i] = text[i] is >= (byte)'a' and <= (byte)'z' ? (char)(text[i] - 32) : (char)text[i];
            if (!Symbol.IsAllowed(upper[i]))
            {
                return null;
            }
        }

        return _traders.Get(upper[..text.Length]);
    }
}
