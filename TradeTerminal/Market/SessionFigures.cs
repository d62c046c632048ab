using TradeTerminal.Ingest.Prices;
using TradeTerminal.Market.Candles;

namespace TradeTerminal.Market;

/// <summary>
/// One ticker since the session's open (UTC midnight). <see cref="Vwap"/> = Σ price × volume / Σ volume, null past what the sum can hold
/// and where prices have more than the eight decimals that it counts; <see cref="Change"/> = (last − open) / open.
/// </summary>
public sealed record SessionFigures(
    decimal Open, decimal High, decimal Low, decimal Last, decimal Volume, decimal Notional, long Count)
{
    public decimal? Vwap => CandleFold.Vwap(Notional, Volume) is { } vwap && vwap >= Low && vwap <= High && HasAllDigits ? vwap : null;

    private bool HasAllDigits => IsCounted(Open) && IsCounted(High) && IsCounted(Low) && IsCounted(Last);

    public decimal Change => (Last - Open) / Open;

    private static bool IsCounted(decimal price) => decimal.Round(price, 8) == price;

    public static SessionFigures? Of(CandleSeries minutes, DateTime open) => minutes.Sum(open) is { } day
        ? new SessionFigures(day.Open, day.High, day.Low, day.Close, day.Volume, day.Notional, day.Count)
        : null;
}
