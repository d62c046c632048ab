using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Producers.Synthetic;

/// <summary>
/// Where the newest price of a symbol comes from. <see cref="Real"/> is the last price a market gave, null
/// before the first; <see cref="Problem"/> says why the last question got no price.
/// </summary>
public sealed record PriceSource(string Symbol, PriceOrigin Origin, RealPrice? Real, string? Problem);
