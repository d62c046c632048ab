using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.History.Data;

/// <summary>
/// Some trades in their order. <see cref="Next"/> is where to go on, null at the end. <see cref="SearchedTo"/> is set when
/// the time for one page was up before it was full: what lies beyond has not been looked at. <see cref="SortedSince"/> is
/// set when only the newest <see cref="TradeHistory.MostSorted"/> trades of the range were sorted, those since then.
/// </summary>
public sealed record TradePage(IReadOnlyList<Trade> Rows, TradeKey? Next, DateTime? SearchedTo = null, DateTime? SortedSince = null);
