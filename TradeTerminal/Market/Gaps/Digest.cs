using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Market.Gaps;

/// <summary>
/// What happened after <see cref="Since"/>, by event time. <see cref="Moves"/> are the largest, the largest first;
/// <see cref="Until"/> is the time of the newest trade counted.
/// </summary>
public sealed record Digest(
    DateTime Since, DateTime? Until, long Trades, decimal Volume, long Tickers, IReadOnlyList<DigestMove> Moves,
    long Alerts, IReadOnlyList<AlertRow> NewestAlerts);
