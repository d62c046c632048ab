using System.Buffers.Text;
using System.Text;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Trades;

/// <summary>
/// Judges one message of the trades feed, for instance
/// <code>{"trade_id":"0e6f…","ticker":"AAPL","price":189.37,"volume":120,"side":"buy","timestamp":"2026-03-01T14:30:00.123Z"}</code>
/// Accepts it whole or refuses it whole, never throws, and allocates only for what it refuses and for ids that are no UUIDs.
/// The order of the checks is part of the contract: a message with several faults gets the first one's reason.
/// Not thread-safe: one parser per consuming thread.
/// </summary>
/// <param name="anySign">Prices may be 0 or negative.</param>
public sealed class TradeParser(bool anySign = false) : IFeedParser<Trade>, IFieldJudge<Trade>
{
    private static readonly FieldList FieldList = new();
    private static readonly Field IdField = FieldList.Add("trade_id", FieldType.Id);
    private static readonly Field TickerField = FieldList.Add("ticker", FieldType.Text);
    private static readonly Field PriceField = FieldList.Add("price", FieldType.Number);
    private static readonly Field VolumeField = FieldList.Add("volume", FieldType.Number);
    private static readonly Field SideField = FieldList.Optional("side", FieldType.Text, [.. Sides.All]);
    private static readonly Field TimeField = FieldList.Add("timestamp", FieldType.IsoTime);

    private readonly SymbolTable _symbols = new();

    FieldList IFieldJudge<Trade>.Fields => FieldList;

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

    bool IFieldJudge<Trade>.TryJudge(
        ReadOnlySpan<byte> text, ReadOnlySpan<Utf8Slice> values, DateTime utcNow,
        out Trade parsed, out RejectReason reason, out string? detail)
    {
        parsed = default;
        var fields = new TradeFields
        {
            TradeId = values[IdField.Index],
            Ticker = values[TickerField.Index],
            Price = values[PriceField.Index],
            Volume = values[VolumeField.Index],
            Side = values[SideField.Index],
            Timestamp = values[TimeField.Index],
        };
        (reason, detail) = JudgeFields(text, fields, utcNow, ref parsed);
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

        var (reason, detail) = JudgeFields(message, fields, utcNow, ref trade);
        return (reason, Wrapping.Said(message, reason, detail));
    }

    private (RejectReason Reason, string? Detail) JudgeFields(
        ReadOnlySpan<byte> message, in TradeFields fields, DateTime utcNow, ref Trade trade)
    {
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

        return !Field.IsId(message, fields.TradeId) ? "'trade_id' must be a string or an integer."
            : fields.Ticker.Kind != JsonKind.String ? "'ticker' must be a string."
            : !JsonDecimal.IsNumber(message, fields.Price) ? "'price' must be a number or a numeric string."
            : !JsonDecimal.IsNumber(message, fields.Volume) ? "'volume' must be a number or a numeric string."
            : fields.Side.Kind is not (JsonKind.String or JsonKind.Missing or JsonKind.Null) ? "'side' must be a string."
            : fields.Timestamp.Kind != JsonKind.String ? "'timestamp' must be a string."
            : null;
    }

    private (RejectReason Reason, string? Detail) JudgeValues(
        ReadOnlySpan<byte> message, in TradeFields fields, DateTime utcNow, ref Trade trade)
    {
        Span<byte> idBuffer = stackalloc byte[TradeId.MaxLength];
        var id = fields.TradeId.Unescaped(message, idBuffer);
        var isUuid = id.Length == 36 & Utf8Parser.TryParse(id, out Guid tradeId, out var used, 'D') & used == 36;
        if (!isUuid && !TradeId.IsId(id))
        {
            return (RejectReason.TradeId, $"'trade_id' must be {TradeId.Rule}.");
        }

        Span<byte> buffer = stackalloc byte[JsonDecimal.MaxLength];
        if (_symbols.Find(fields.Ticker.Unescaped(message, buffer)) is not { } ticker)
        {
            return (RejectReason.Ticker, $"'ticker' must be {Symbol.Rule}.");
        }

        var text = fields.Price.Unescaped(message, buffer);
        if (!Quantity.TryParse(text, out var price) || (price <= 0 && !anySign))
        {
            return (RejectReason.Range, Quantity.Refusal("price", anySign ? "a number" : "above 0", text));
        }

        text = fields.Volume.Unescaped(message, buffer);
        if (!Quantity.TryParse(text, out var volume) || volume <= 0)
        {
            return (RejectReason.Range, Quantity.Refusal("volume", "above 0", text));
        }

        if (!TryParseSide(message, fields.Side, buffer, out var side))
        {
            return (RejectReason.Side, "'side' must be buy or sell, or left out where it is unknown.");
        }

        if (!IsoTimestamp.TryParse(fields.Timestamp.Unescaped(message, buffer), out var executedAt))
        {
            return (RejectReason.Timestamp, "'timestamp' must be ISO-8601 such as 2026-03-01T14:30:00.123Z.");
        }

        if (!EventTimeBounds.Contain(executedAt, utcNow))
        {
            return (RejectReason.Timestamp, "'timestamp' must lie between 1970 and five minutes from now.");
        }

        trade = new Trade(isUuid ? tradeId : TradeId.Of(ticker, id), ticker, price, volume, side, executedAt, 0, 0)
        {
            SourceId = isUuid ? null : Encoding.ASCII.GetString(id),
        };
        return (RejectReason.None, null);
    }

    private static bool TryParseSide(ReadOnlySpan<byte> message, in Utf8Slice field, Span<byte> buffer, out Side side)
    {
        side = Side.Unknown;
        if (field.Kind != JsonKind.String)
        {
            return true;
        }

        var text = field.Unescaped(message, buffer);
        side = text.Length == 3 ? Side.Buy : text.Length == 4 ? Side.Sell : Side.Unknown;
        return Ascii.EqualsIgnoreCase(text, side == Side.Buy ? "buy"u8 : side == Side.Sell ? "sell"u8 : "unknown"u8);
    }
}
