namespace TradeTerminal.Market;

/// <summary>One partition of one topic of one cluster.</summary>
internal readonly record struct LogPosition(string ClusterId, string Topic, int Partition);
