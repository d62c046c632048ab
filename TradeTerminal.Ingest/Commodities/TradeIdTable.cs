using System.Text;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Commodities;

/// <summary>Ids of commodity trades, which are whatever the sending book numbers them with; case kept. Not thread-safe.</summary>
internal sealed class TradeIdTable : ITextTable
{
    private readonly StringPool _ids = new(capacity: 10_000);

    public string Rule => TradeId.Rule;

    public string? Find(ReadOnlySpan<byte> text)
    {
        if (!TradeId.IsId(text))
        {
            return null;
        }

        Span<char> id = stackalloc char[TradeId.MaxLength];
        return _ids.Get(id[..Encoding.ASCII.GetChars(text, id)]);
    }
}
