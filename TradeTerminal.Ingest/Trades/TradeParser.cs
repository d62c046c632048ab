using System.Buffers.Text;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Trades;

/// <summary>
/// Judges one message of the trades feed, for instance
/// <code>{"trade_id":"0e6f…","ticker":"AAPL","price":189.37,"volume":120,"side":"buy","timestamp":"2026-03-01T14:30:00.123Z"}</code>
/// Accepts it whole or refuses it whole, never throws, and allocates only for what it refuses.
/// The order of the checks is part of the contract: a message with several faults gets the first one's reason.
/// Not thread-safe: one parser per consuming thread.
/// </summary>
public sealed class TradeParser : IFeedParser<Trade>
{
    private const int PriceIntegerDigits = 10;
    private const int PriceDecimals = 8;
    private const long MaxVolume = 1L << 53;

    private readonly SymbolTable _symbols = new();

    /// <summary>
    /// True with a <paramref name="trade"/> that has no partition and offset yet; false with the reason and
    /// a sentence for the one who has to mend the producer.
    /// </summary>
    public bool TryParse(
        ReadOnlySpan<byte> message, DateTime utcNow, out Trade trade, out RejectReason reason, out string? detail)
    {
        trade = default;
        (reason, detail) = Judge(message, utcNow, ref trade);
        return reason == RejectReason.None;
    }

    private (RejectReason Reason, string? Detail) Judge(ReadOnlySpan<byte> message, DateTime utcNow, ref Trade trade)
    {
        var form = MessageForm.Check(ref message, out var fault);
        if (form != RejectReason.None)
        {
            return (form, fault);
        }

        if (!TradeFields.TryRead(message, out var fields))
        {
            return (RejectReason.Json, "The message is not one complete JSON object.");
        }

        if (fields.First(JsonKind.Missing) is { } missing)
        {
            return (RejectReason.MissingField, $"'{missing}' is missing.");
        }

        return WrongType(message, fields) is { } wrong
            ? (RejectReason.WrongType, wrong)
            : JudgeValues(message, fields, utcNow, ref trade);
    }

    private static string? WrongType(ReadOnlySpan<byte> message, in TradeFields fields)
    {
        if (fields.First(JsonKind.Null) is { } empty)
        {
            return $"'{empty}' is null.";
        }

        return fields.TradeId.Kind != JsonKind.String ? "'trade_id' must be a string."
            : fields.Ticker.Kind != JsonKind.String ? "'ticker' must be a string."
            : !JsonDecimal.IsNumber(message, fields.Price) ? "'price' must be a number or a numeric string."
            : !IsInteger(message, fields.Volume) ? "'volume' must be an integer."
            : fields.Side.Kind != JsonKind.String ? "'side' must be a string."
            : fields.Timestamp.Kind != JsonKind.String ? "'timestamp' must be a string."
            : null;
    }

    private (RejectReason Reason, string? Detail) JudgeValues(
        ReadOnlySpan<byte> message, in TradeFields fields, DateTime utcNow, ref Trade trade)
    {
        Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
        var idText = fields.TradeId.Unescaped(message, buffer);
        if (idText.Length != 36 || !Utf8Parser.TryParse(idText, out Guid tradeId, out var used, 'D') || used != 36)
        {
            return (RejectReason.TradeId, "'trade_id' must be a UUID such as 0e6fb5c2-8f5e-4a63-9d0c-0a3f7c5b7d11.");
        }

        if (_symbols.Find(fields.Ticker.Unescaped(message, buffer)) is not { } ticker)
        {
            return (RejectReason.Ticker, "'ticker' must be 1 to 16 of A-Z 0-9 . - _ /");
        }

        if (!JsonDecimal.TryParse(
                fields.Price.Unescaped(message, buffer), PriceIntegerDigits, PriceDecimals, out var price) || price <= 0)
        {
            return (RejectReason.Range, "'price' must be above 0 with at most 10 integer digits and 8 decimals.");
        }

        if (!Utf8Parser.TryParse(fields.Volume.Of(message), out long volume, out _) || volume is < 1 or > MaxVolume)
        {
            return (RejectReason.Range, "'volume' must be from 1 to 2^53.");
        }

        if (!TryParseSide(fields.Side.Unescaped(message, buffer), out var side))
        {
            return (RejectReason.Side, "'side' must be buy or sell.");
        }

        if (!IsoTimestamp.TryParse(fields.Timestamp.Unescaped(message, buffer), out var executedAt))
        {
            return (RejectReason.Timestamp, "'timestamp' must be ISO-8601 such as 2026-03-01T14:30:00.123Z.");
        }

        if (!EventTimeBounds.Contain(executedAt, utcNow))
        {
            return (RejectReason.Timestamp, "'timestamp' must lie between 1970 and five minutes from now.");
        }

        trade = new Trade(tradeId, ticker, price, volume, side, executedAt, 0, 0);
        return (RejectReason.None, null);
    }

    private static bool IsInteger(ReadOnlySpan<byte> message, in Utf8Slice field) =>
        field.Kind == JsonKind.Number && field.Of(message).IndexOfAny(".eE"u8) < 0;

    private static bool TryParseSide(ReadOnlySpan<byte> text, out Side side)
    {
        side = text.Length == 3 ? Side.Buy : Side.Sell;
        return System.Text.Ascii.EqualsIgnoreCase(text, side == Side.Buy ? "buy"u8 : "sell"u8);
    }
}
