using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Judging;

namespace TradeTerminal.Ingest.Commodities;

/// <summary>
/// Judges one message of the commodity book, for instance
/// <code>{"EventType":"TradeOpened","timestamp":"2026-03-01T14:30:00Z","commodity":"Oil","CurrentPrice":101.2,"Volume":2500,"TradeID":5,"Quantity":500,"EntryPrice":101.2,"PositionType":"Long","Status":"Open"}</code>
/// The record is flat and carries every field for every kind of event; senders fill those that do not belong to
/// the kind with 0, "" or "N/A", so they are not looked at.
/// </summary>
internal sealed class CommodityParser(bool anySign = false) : FieldParser<CommodityEvent>(Fields, anySign)
{
    private static readonly FieldList Fields = new();
    private static readonly Field EventType = Fields.Add(
        "EventType", FieldType.Text, "PriceTick", "TradeOpened", "TradeMarked", "TradeClosed");

    private static readonly Field Commodity = Fields.Add("commodity", FieldType.Text);
    private static readonly Field CurrentPrice = Fields.Add("CurrentPrice", FieldType.Number);
    private static readonly Field Volume = Fields.Optional("Volume", FieldType.Number);
    private static readonly Field TradeId = Fields.Optional("TradeID", FieldType.Id);
    private static readonly Field PositionType = Fields.Optional("PositionType", FieldType.Text, "Long", "Short");
    private static readonly Field Quantity = Fields.Optional("Quantity", FieldType.Number);
    private static readonly Field EntryPrice = Fields.Optional("EntryPrice", FieldType.Number);
    private static readonly Field ClosePrice = Fields.Optional("ClosePrice", FieldType.Number);
    private static readonly Field Status = Fields.Optional("Status", FieldType.Text);
    private static readonly Field Unrealized = Fields.Optional("UnrealizedPnL", FieldType.Number);
    private static readonly Field Realized = Fields.Optional("RealizedPnL", FieldType.Number);
    private static readonly Field LastUpdated = Fields.Optional("LastUpdatedUtc", FieldType.IsoTime);
    private static readonly Field Timestamp = Fields.Optional("timestamp", FieldType.IsoTime);

    private static readonly Field[] OfTime = [Timestamp];
    private static readonly Field[] OfPosition = [TradeId, PositionType, Quantity, EntryPrice];
    private static readonly Field[] OfClosing = [.. OfPosition, ClosePrice];

    private readonly SymbolTable _commodities = new();
    private readonly TradeIdTable _trades = new();

    protected override CommodityEvent Read(ref FeedMessage message)
    {
        // The other field may be local time labelled Z, hours ahead: it is not even judged then.
        var isUpdated = message.TryTime(LastUpdated, out var updatedAt);
        if (!isUpdated)
        {
            message.Require(OfTime);
        }

        var kind = Kind(ref message);
        if (kind != CommodityEventKind.PriceTick)
        {
            message.Require(kind == CommodityEventKind.TradeClosed ? OfClosing : OfPosition);
        }

        var tick = new CommodityEvent(
            kind, message.Name(Commodity, _commodities), message.Price(CurrentPrice),
            message.Has(Volume) ? message.ZeroOrMore(Volume) : 0,
            null, default, 0, 0, null, null, null, default, 0, 0);
        var read = kind == CommodityEventKind.PriceTick ? tick : WithPosition(ref message, tick);
        return read with { EventTime = isUpdated ? updatedAt : message.Time(Timestamp) };
    }

    /// <summary>A tick with an open position on it is a mark: the sender in the wild types its marks so.</summary>
    private static CommodityEventKind Kind(ref FeedMessage message)
    {
        var kind = (CommodityEventKind)message.Word(EventType, RejectReason.EventType);
        if (kind == CommodityEventKind.PriceTick)
        {
            return message.Is(Status, "Open") && message.HasText(TradeId) ? CommodityEventKind.TradeMarked : kind;
        }

        var status = kind == CommodityEventKind.TradeClosed ? "Closed" : "Open";
        if (message.Has(Status) && !message.Is(Status, status))
        {
            message.Refuse(RejectReason.EventType, $"'Status' of a {kind} must be {status}.");
        }

        return kind;
    }

    private CommodityEvent WithPosition(ref FeedMessage message, in CommodityEvent tick) => tick with
    {
        TradeId = message.Name(TradeId, _trades, RejectReason.TradeId),
        PositionType = (PositionType)message.Word(PositionType, RejectReason.Side),
        Quantity = message.ZeroOrMore(Quantity),
        EntryPrice = message.Price(EntryPrice),
        ClosePrice = tick.Kind == CommodityEventKind.TradeClosed ? message.Price(ClosePrice) : null,
        Unrealized = message.Has(Unrealized) ? message.Amount(Unrealized) : null,
        Realized = message.Has(Realized) ? message.Amount(Realized) : null,
    };
}
