using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market.Candles;

namespace TradeTerminal.Market;

/// <summary>
/// One ticker since the session's open (UTC midnight). <see cref="Vwap"/> = Σ price × volume / Σ volume, null past what the sum can hold;
/// <see cref="Change"/> = (last − open) / |open|, null where that is 0.
/// </summary>
public sealed record SessionFigures(
    decimal Open, decimal High, decimal Low, decimal Last, decimal Volume, decimal Notional, long Count)
{
    public decimal? Vwap => CandleFold.Vwap(Notional, Volume) is { } vwap && vwap >= Low && vwap <= High ? vwap : null;

    public decimal? Change => PriceChange.Of(Open, Last);

    public static SessionFigures? Of(CandleSeries minutes, DateTime open) => minutes.Sum(open) is { } day
        ? new SessionFigures(day.Open, day.High, day.Low, day.Close, day.Volume, day.Notional, day.Count)
        : null;
}
