using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Candles;

/// <summary>
/// The running candle of one ticker and one interval. Order of arrival does not matter: open and close go
/// by <see cref="Trade.CompareByTime"/>, everything else is a sum or an extreme. Sums are integers
/// (notional in units of 1e-8), so any order of adding gives the same figure to the last digit.
/// </summary>
public sealed class CandleFold(string ticker, DateTime bucket)
{
    /// <summary>A larger notional is shown as this: with its 8 decimals it is what decimal holds.</summary>
    public const decimal LargestNotional = 79_000_000_000_000_000_000m;

    public string Ticker { get; } = ticker;

    /// <summary>Start of the interval, UTC.</summary>
    public DateTime Bucket { get; } = bucket;

    public TradeMark Open { get; private set; }

    public TradeMark Close { get; private set; }

    public decimal High { get; private set; }

    public decimal Low { get; private set; }

    public Int128 Volume { get; private set; }

    /// <summary>
    /// Σ price × volume in units of 1e-8. It takes 18,000 of the largest trades to fill it; then it stays full.
    /// </summary>
    public Int128 NotionalE8 { get; private set; }

    public long Count { get; private set; }

    public void Add(in Trade trade)
    {
        var mark = TradeMark.Of(trade);
        if (Count == 0)
        {
            (Open, Close, High, Low) = (mark, mark, trade.Price, trade.Price);
        }
        else
        {
            Open = mark.CompareTo(Open) < 0 ? mark : Open;
            Close = mark.CompareTo(Close) > 0 ? mark : Close;
            High = Math.Max(High, trade.Price);
            Low = Math.Min(Low, trade.Price);
        }

        Volume += trade.Volume;
        NotionalE8 = NotionalE8 > Int128.MaxValue - trade.NotionalE8 ? Int128.MaxValue : NotionalE8 + trade.NotionalE8;
        Count++;
    }

    /// <summary>A candle as stored, to go on folding from.</summary>
    public static CandleFold Restore(
        string ticker, DateTime bucket, TradeMark open, TradeMark close, decimal high, decimal low,
        Int128 volume, Int128 notionalE8, long count) =>
        new(ticker, bucket)
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
        new(Bucket, Open.Price, High, Low, Close.Price, (decimal)Volume, Notional(NotionalE8), Count);

    private static decimal Notional(Int128 units) =>
        units > (Int128)(LargestNotional * Trade.NotionalUnits) ? LargestNotional : (decimal)units / Trade.NotionalUnits;
}
