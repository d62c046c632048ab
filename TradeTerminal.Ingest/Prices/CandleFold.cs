using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Prices;

/// <summary>
/// The running candle of one interval. Order of arrival does not matter: open and close go
/// by <see cref="PriceMark.CompareTo"/>, everything else is a sum or an extreme. Sums are exact (volume has
/// at most 8 decimals, notional counts units of 1e-8), so any order of adding gives the same figure to the last digit.
/// </summary>
public sealed class CandleFold(DateTime bucket)
{
    /// <summary>A larger notional is shown as this: with its 8 decimals it is what decimal holds.</summary>
    public const decimal LargestNotional = 79_000_000_000_000_000_000m;

    /// <summary>Σ price × volume ÷ Σ volume; null without volume, and where the sum has reached its bound and is no longer one.</summary>
    public static decimal? Vwap(decimal notional, decimal volume) => volume > 0 && notional < LargestNotional ? notional / volume : null;

    /// <summary>Start of the interval, UTC.</summary>
    public DateTime Bucket { get; } = bucket;

    public PriceMark Open { get; private set; }

    public PriceMark Close { get; private set; }

    public decimal High { get; private set; }

    public decimal Low { get; private set; }

    public decimal Volume { get; private set; }

    /// <summary>
    /// Σ price × volume in units of 1e-8. It takes 18,000 of the largest trades to fill it; then it stays full.
    /// </summary>
    public Int128 NotionalE8 { get; private set; }

    public long Count { get; private set; }

    public void Add(in Trade trade) => Add(PriceMark.Of(trade), trade.Volume, trade.NotionalE8);

    /// <param name="mark">The price and where it stands in the order.</param>
    /// <param name="volume">What changed hands at it; 0 where the feed does not say.</param>
    /// <param name="notionalE8">Price × volume in units of 1e-8.</param>
    public void Add(in PriceMark mark, decimal volume, Int128 notionalE8)
    {
        if (Count == 0)
        {
            (Open, Close, High, Low) = (mark, mark, mark.Price, mark.Price);
        }
        else
        {
            Open = mark.CompareTo(Open) < 0 ? mark : Open;
            Close = mark.CompareTo(Close) > 0 ? mark : Close;
            High = Math.Max(High, mark.Price);
            Low = Math.Min(Low, mark.Price);
        }

        Volume += volume;
        NotionalE8 = NotionalE8 > Int128.MaxValue - notionalE8 ? Int128.MaxValue : NotionalE8 + notionalE8;
        Count++;
    }

    /// <summary>Another part of the same interval, such as that of another venue.</summary>
    public void Add(CandleFold other)
    {
        Add(other.Open, other.Volume, other.NotionalE8);
        Close = other.Close.CompareTo(Close) > 0 ? other.Close : Close;
        High = Math.Max(High, other.High);
        Low = Math.Min(Low, other.Low);
        Count += other.Count - 1;
    }

    /// <summary>A candle as stored, to go on folding from.</summary>
    public static CandleFold Restore(
        DateTime bucket, PriceMark open, PriceMark close, decimal high, decimal low, decimal volume, Int128 notionalE8, long count) =>
        new(bucket)
        {
            Open = open,
            Close = close,
            High = high,
            Low = low,
            Volume = volume,
            NotionalE8 = notionalE8,
            Count = count,
        };

    public Candle ToCandle() =>
        new(Bucket, Open.Price, High, Low, Close.Price, Volume, NotionalOf(NotionalE8), Count);

    /// <summary>As it is shown, of units of 1e-8.</summary>
    internal static decimal NotionalOf(Int128 units) =>
        units > (Int128)(LargestNotional * Trade.NotionalUnits) ? LargestNotional : (decimal)units / Trade.NotionalUnits;
}
