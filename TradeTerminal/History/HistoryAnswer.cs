using TradeTerminal.History.Data;

namespace TradeTerminal.History;

/// <summary>A page of trades with what was asked for it, in the words of the address, and when it was read, UTC.</summary>
public sealed record HistoryAnswer(HistoryTurn Turn, HistoryView View, TradeSort Sort, DateTime At);
