using TradeTerminal.Ingest.Candles;

namespace TradeTerminal.Market.Candles;

/// <summary>
/// Closed candles of one ticker as bytes: what they are, and what a late trade has to know of them, in about 35 bytes each where
/// objects take 380. Every figure is exact. <see cref="CandleReader"/> reads them.
/// <code>
/// decimals of the prices; then a candle:
///   intervals since the one before, versions before the newest, open − close before, close − open, high above both, low below both,
///   count, volume, notional − open × volume, open's ticks into the interval, close's after open's, both partitions,
///   open's offset − close's offset before, close's offset − open's
/// </code>
/// A number is seven bits a byte, the lowest first; one that may be negative is folded: 0, −1, 1, −2 … Differences may wrap, and
/// come back the same way.
/// </summary>
internal sealed class CandlePacker
{
    /// <summary>Prices of trades have no more.</summary>
    public const int MostDecimals = 8;

    private readonly List<byte> _bytes = new(40 * CandleChunk.Size);

    private CandlePacker()
    {
    }

    /// <param name="folds">Ascending, at least one.</param>
    /// <param name="versions">In which each last changed.</param>
    /// <param name="newest">The highest of them.</param>
    /// <param name="interval">Their width.</param>
    public static byte[] Pack(ReadOnlySpan<CandleFold> folds, ReadOnlySpan<long> versions, long newest, Interval interval)
    {
        var packer = new CandlePacker();
        var decimals = DecimalsOf(folds);
        packer._bytes.Add((byte)decimals);
        var (bucket, close, offset) = (0L, 0L, 0L);
        for (var i = 0; i < folds.Length; i++)
        {
            var fold = folds[i];
            packer.Add((ulong)((fold.Bucket.Ticks - bucket) / interval.Width.Ticks));
            packer.Add((ulong)(newest - versions[i]));
            packer.Add(fold, decimals, close, offset);
            (bucket, close, offset) = (fold.Bucket.Ticks, Units(fold.Close.Price, decimals), fold.Close.Offset);
        }

        return [.. packer._bytes];
    }

    private void Add(CandleFold fold, int decimals, long closeBefore, long offsetBefore)
    {
        var (open, close) = (Units(fold.Open.Price, decimals), Units(fold.Close.Price, decimals));
        AddFolded(open - closeBefore);
        AddFolded(close - open);
        Add((ulong)(Units(fold.High, decimals) - Math.Max(open, close)));
        Add((ulong)(Math.Min(open, close) - Units(fold.Low, decimals)));
        Add((ulong)fold.Count);
        var volume = (Int128)fold.Volume;
        AddWide((UInt128)volume);
        var rest = unchecked(fold.NotionalE8 - (CandleReader.PriceE8(open, decimals) * volume));
        AddWide(unchecked((UInt128)((rest << 1) ^ (rest >> 127))));
        Add((ulong)(fold.Open.At.Ticks - fold.Bucket.Ticks));
        Add((ulong)(fold.Close.At.Ticks - fold.Open.At.Ticks));
        AddFolded(fold.Open.Partition);
        AddFolded(fold.Close.Partition);
        AddFolded(unchecked(fold.Open.Offset - offsetBefore));
        AddFolded(unchecked(fold.Close.Offset - fold.Open.Offset));
    }

    private void AddFolded(long value) => Add(unchecked((ulong)((value << 1) ^ (value >> 63))));

    private void Add(ulong value)
    {
        for (; value > 0x7Fu; value >>= 7)
        {
            _bytes.Add((byte)((value & 0x7Fu) | 0x80u));
        }

        _bytes.Add((byte)value);
    }

    private void AddWide(UInt128 value)
    {
        for (; value > 0x7Fu; value >>= 7)
        {
            _bytes.Add((byte)((value & 0x7Fu) | 0x80u));
        }

        _bytes.Add((byte)value);
    }

    /// <summary>A price in units of the last decimal.</summary>
    private static long Units(decimal price, int decimals) => (long)(price * CandleReader.Tens[decimals]);

    /// <summary>As many as a price among them needs.</summary>
    private static int DecimalsOf(ReadOnlySpan<CandleFold> folds)
    {
        var decimals = 0;
        foreach (var fold in folds)
        {
            decimals = Enough(fold.Open.Price, Enough(fold.Close.Price, Enough(fold.High, Enough(fold.Low, decimals))));
        }

        return decimals;
    }

    private static int Enough(decimal price, int decimals)
    {
        while (decimals < MostDecimals && !decimal.IsInteger(price * CandleReader.Tens[decimals]))
        {
            decimals++;
        }

        return decimals;
    }
}
