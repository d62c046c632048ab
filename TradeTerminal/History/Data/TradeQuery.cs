using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;

namespace TradeTerminal.History.Data;

/// <summary>
/// Which stored trades are asked for; what is null is not asked. <see cref="From"/> belongs to the range of time,
/// <see cref="To"/> does not; of prices and sizes both ends belong.
/// </summary>
public sealed record TradeQuery(
    TickerFilter Tickers,
    DateTime? From = null,
    DateTime? To = null,
    Side? Side = null,
    decimal? PriceFrom = null,
    decimal? PriceTo = null,
    decimal? SizeFrom = null,
    decimal? SizeTo = null)
{
    public static TradeQuery All { get; } = new(TickerFilter.All);

    /// <summary>
    /// Asks for what no index answers: how far one has to read for a page of such trades is not known before.
    /// </summary>
    public bool IsSparse => Side is not null || PriceFrom is not null || PriceTo is not null || SizeFrom is not null || SizeTo is not null;
}
