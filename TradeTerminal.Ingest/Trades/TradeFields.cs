using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Trades;

/// <summary>Where in a message the six fields of a trade stand; of duplicate keys the last.</summary>
internal ref struct TradeFields
{
    private const int LongestName = 16;

    public Utf8Slice TradeId;
    public Utf8Slice Ticker;
    public Utf8Slice Price;
    public Utf8Slice Volume;
    public Utf8Slice Side;
    public Utf8Slice Timestamp;

    /// <summary>False when the message is not one JSON object and nothing else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out TradeFields fields)
    {
        fields = default;
        var cursor = new JsonCursor(message);
        if (!cursor.TryTake((byte)'{'))
        {
            return false;
        }

        if (!cursor.TryTake((byte)'}'))
        {
            do
            {
                if (!cursor.SkipWhiteSpace() || !cursor.TryReadString(out var name)
                    || !cursor.TryTake((byte)':') || !cursor.TryReadValue(out var value))
                {
                    return false;
                }

                fields.Set(message, name, value);
            }
            while (cursor.TryTake((byte)','));

            if (!cursor.TryTake((byte)'}'))
            {
                return false;
            }
        }

        return !cursor.SkipWhiteSpace();
    }

    /// <summary>The name of the first field of the given kind that no trade may lack, in the order of the contract.</summary>
    public readonly string? First(JsonKind kind) =>
        TradeId.Kind == kind ? "trade_id"
        : Ticker.Kind == kind ? "ticker"
        : Price.Kind == kind ? "price"
        : Volume.Kind == kind ? "volume"
        : Timestamp.Kind == kind ? "timestamp"
        : null;

    private void Set(ReadOnlySpan<byte> message, Utf8Slice name, Utf8Slice value)
    {
        Span<byte> buffer = stackalloc byte[LongestName];
        var text = name.Unescaped(message, buffer);
        switch (text.Length)
        {
            case 4 when text.SequenceEqual("side"u8):
                Side = value;
                break;
            case 5 when text.SequenceEqual("price"u8):
                Price = value;
                break;
            case 6 when text.SequenceEqual("ticker"u8):
                Ticker = value;
                break;
            case 6 when text.SequenceEqual("volume"u8):
                Volume = value;
                break;
            case 8 when text.SequenceEqual("trade_id"u8):
                TradeId = value;
                break;
            case 9 when text.SequenceEqual("timestamp"u8):
                Timestamp = value;
                break;
        }
    }
}
