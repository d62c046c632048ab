using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Commodities;

/// <summary>Records of the commodity book, each with all fields of the flat record as the demo in the wild fills them.</summary>
internal static class CommodityMessages
{
    internal static MessageTemplate Tick { get; } = Record("PriceTick", "0", "0", "0", "\"N/A\"", "\"Tick\"", "0", "0", "0");

    internal static MessageTemplate Opened { get; } =
        Record("TradeOpened", "5", "500.25", "98.5", "\"Long\"", "\"Open\"", "0", "0", "0.0");

    /// <summary>A mark as our own producer sends it.</summary>
    internal static MessageTemplate Marked { get; } =
        Record("TradeMarked", "5", "500.25", "98.5", "\"Long\"", "\"Open\"", "0", "1350.68", "0.0");

    /// <summary>A mark as the demo in the wild sends it.</summary>
    internal static MessageTemplate MarkedAsTick { get; } =
        Record("PriceTick", "5", "500.25", "98.5", "\"Long\"", "\"Open\"", "0", "1350.68", "0.0");

    internal static MessageTemplate Closed { get; } =
        Record("TradeClosed", "5", "500.25", "98.5", "\"Short\"", "\"Closed\"", "101.2", "0", "-1350.68");

    private static MessageTemplate Record(
        string eventType, string tradeId, string quantity, string entryPrice, string positionType, string status,
        string closePrice, string unrealized, string realized) => new(
        ("EventType", $"\"{eventType}\""),
        ("commodity", "\"Oil\""),
        ("CurrentPrice", "101.2"),
        ("Volume", "2500"),
        ("TradeID", tradeId),
        ("PositionType", positionType),
        ("Quantity", quantity),
        ("EntryPrice", entryPrice),
        ("ClosePrice", closePrice),
        ("Status", status),
        ("UnrealizedPnL", unrealized),
        ("RealizedPnL", realized),
        ("timestamp", "\"2026-03-01T14:30:00Z\""));
}
