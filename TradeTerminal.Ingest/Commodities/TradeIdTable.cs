using System.Text;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Commodities;

/// <summary>
/// The rule for ids of commodity trades, which are whatever the sending book numbers them with: 1–64 printable
/// ASCII characters, no space at either end, case kept. Not thread-safe.
/// </summary>
internal sealed class TradeIdTable : ITextTable
{
    public const int MaxLength = 64;

    private readonly StringPool _ids = new(capacity: 10_000);

    public string Rule => "1 to 64 printable ASCII characters without a space at either end.";

    public string? Find(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > MaxLength || text[0] == ' ' || text[^1] == ' '
            || text.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            return null;
        }

        Span<char> id = stackalloc char[MaxLength];
        return _ids.Get(id[..Encoding.ASCII.GetChars(text, id)]);
    }
}
