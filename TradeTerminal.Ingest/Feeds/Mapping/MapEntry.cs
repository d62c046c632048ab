namespace TradeTerminal.Ingest.Feeds.Mapping;

/// <summary>
/// One text of theirs and what it is with us: <c>true=sell</c>; <c>live_trades_*=*</c> keeps what follows the beginning; <c>N/A=null</c>
/// is no value.
/// </summary>
internal sealed record MapEntry(byte[] Theirs, byte[]? Ours, bool IsPrefix);
