using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Prices;

/// <summary>
/// The running candle of one interval. Order of arrival does not matter: open and close go
/// by <see cref="PriceMark.CompareTo"/>, everything else is a sum or an extreme. Sums are exact, so any order of adding gives the same
/// figure to the last digit.
/// </summary>
public sealed class CandleFold(DateTime bucket)
{
    /// <summary>A larger notional is shown as this: with 8 decimals it is what decimal holds.</summary>
    public const decimal LargestNotional = 79_000_000_000_000_000_000m;

    /// <summary>Σ price × volume ÷ Σ volume; null without volume, and where the sum has reached its bound and is no longer one.</summary>
    public static decimal? Vwap(decimal notional, decimal volume) => volume > 0 && Math.Abs(notional) < LargestNotional ? notional / volume : null;

    private ExactSum _volume;
    private ExactSum _notional;

    /// <summary>Start of the interval, UTC.</summary>
    public DateTime Bucket { get; } = bucket;

    public PriceMark Open { get; private set; }

    public PriceMark Close { get; private set; }

    public decimal High { get; private set; }

    public decimal Low { get; private set; }

    /// <summary>Σ volume.</summary>
    internal ExactSum Volume => _volume;

    /// <summary>Σ price × volume.</summary>
    internal ExactSum Notional => _notional;

    public long Count { get; private set; }

    public void Add(in Trade trade) => Add(PriceMark.Of(trade), trade.Volume);

    /// <param name="mark">The price and where it stands in the order.</param>
    /// <param name="volume">What changed hands at it; 0 where the feed does not say.</param>
    public void Add(in PriceMark mark, decimal volume)
    {
        Add(mark);
        _volume.Add(volume);
        _notional.AddProduct(mark.Price, volume);
    }

    private void Add(in PriceMark mark)
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

        Count++;
    }

    /// <summary>Another part of the same interval, such as that of another venue.</summary>
    public void Add(CandleFold other)
    {
        Add(other.Open);
        _volume.Add(other._volume);
        _notional.Add(other._notional);
        Close = other.Close.CompareTo(Close) > 0 ? other.Close : Close;
        High = Math.Max(High, other.High);
        Low = Math.Min(Low, other.Low);
        Count += other.Count - 1;
    }

    /// <summary>A candle as stored, to go on folding from.</summary>
    internal static CandleFold Restore(
        DateTime bucket, PriceMark open, PriceMark close, decimal high, decimal low, ExactSum volume, ExactSum notional, long count) =>
        new(bucket)
        {
            Open = open,
            Close = close,
            High = high,
            Low = low,
            _volume = volume,
            _notional = notional,
            Count = count,
        };

    public Candle ToCandle() =>
        new(Bucket, Open.Price, High, Low, Close.Price, _volume.ToDecimal(), Shown(_notional), Count);

    /// <summary>As it is shown.</summary>
    internal static decimal Shown(in ExactSum notional) => Math.Clamp(notional.ToDecimal(), -LargestNotional, LargestNotional);
}
