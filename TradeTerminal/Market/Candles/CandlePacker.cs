using System.Runtime.InteropServices;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Candles;

/// <summary>
/// Closed candles of one instrument as bytes: what they are, and what a late price has to know of them, in about 35 bytes each where
/// objects take 380. Every figure is exact. <see cref="CandleUnpacker"/> reads them.
/// <code>
/// decimals of the prices, decimals of the volumes; then a candle:
///   intervals since the one before, versions before the newest, open − close before, close − open, high above both, low below both,
///   count, volume, notional − open × volume, open's ticks into the interval, close's after open's, both partitions,
///   open's offset − close's offset before, close's offset − open's
/// </code>
/// A number is seven bits a byte, the lowest first; one that may be negative is folded: 0, −1, 1, −2 … Differences may wrap, and
/// come back the same way. Where a figure does not fit, of more than <see cref="MostDecimals"/> or very large, the decimals are
/// <see cref="Wide"/>: then prices and volume are whole decimals of 16 bytes, and the notional stands by itself.
/// </summary>
internal sealed class CandlePacker
{
    /// <summary>Prices of trades have no more, nor has any volume.</summary>
    public const int MostDecimals = 8;

    /// <summary>In the place of the decimals.</summary>
    public const byte Wide = byte.MaxValue;

    /// <summary>More units of the last decimal, of a figure or a difference of two, may be more than a long holds.</summary>
    private const decimal MostUnits = 4_000_000_000_000_000_000m;

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
        var (prices, volumes) = DecimalsOf(folds);
        packer._bytes.Add(prices);
        packer._bytes.Add(volumes);
        var (bucket, close, offset) = (0L, 0L, 0L);
        for (var i = 0; i < folds.Length; i++)
        {
            var fold = folds[i];
            packer.Add((ulong)((fold.Bucket.Ticks - bucket) / interval.Width.Ticks));
            packer.Add((ulong)(newest - versions[i]));
            if (prices == Wide)
            {
                packer.AddWide(fold);
            }
            else
            {
                packer.AddNarrow(fold, prices, volumes, close);
                close = Units(fold.Close.Price, prices);
            }

            packer.AddPlaces(fold, offset);
            (bucket, offset) = (fold.Bucket.Ticks, fold.Close.Offset);
        }

        return [.. packer._bytes];
    }

    private void AddNarrow(CandleFold fold, int prices, int volumes, long closeBefore)
    {
        var (open, close) = (Units(fold.Open.Price, prices), Units(fold.Close.Price, prices));
        AddFolded(open - closeBefore);
        AddFolded(close - open);
        Add((ulong)(Units(fold.High, prices) - Math.Max(open, close)));
        Add((ulong)(Math.Min(open, close) - Units(fold.Low, prices)));
        Add((ulong)fold.Count);
        var volume = Units(fold.Volume, volumes);
        Add((ulong)volume);
        var rest = unchecked(fold.NotionalE8 - CandleUnpacker.NotionalE8(open, prices, volume, volumes));
        Add(unchecked((UInt128)((rest << 1) ^ (rest >> 127))));
    }

    private void AddWide(CandleFold fold)
    {
        Span<int> parts = stackalloc int[4];
        foreach (var figure in (ReadOnlySpan<decimal>)[fold.Open.Price, fold.Close.Price, fold.High, fold.Low, fold.Volume])
        {
            decimal.GetBits(figure, parts);
            _bytes.AddRange(MemoryMarshal.AsBytes(parts));
        }

        Add((ulong)fold.Count);
        Add((UInt128)fold.NotionalE8);
    }

    private void AddPlaces(CandleFold fold, long offsetBefore)
    {
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

    private void Add(UInt128 value)
    {
        for (; value > 0x7Fu; value >>= 7)
        {
            _bytes.Add((byte)((value & 0x7Fu) | 0x80u));
        }

        _bytes.Add((byte)value);
    }

    /// <summary>A figure in units of the last decimal.</summary>
    private static long Units(decimal figure, int decimals) => (long)(figure * CandleUnpacker.Tens[decimals]);

    /// <summary>As many as a price and a volume among them need.</summary>
    private static (byte Prices, byte Volumes) DecimalsOf(ReadOnlySpan<CandleFold> folds)
    {
        var (prices, volumes) = (0, 0);
        foreach (var fold in folds)
        {
            prices = Enough(fold.Open.Price, Enough(fold.Close.Price, Enough(fold.High, Enough(fold.Low, prices))));
            volumes = Enough(fold.Volume, volumes);
        }

        foreach (var fold in folds)
        {
            if (!Fits(fold.High, prices) || !Fits(fold.Low, prices) || !Fits(fold.Volume, volumes))
            {
                return (Wide, Wide);
            }
        }

        return ((byte)prices, (byte)volumes);
    }

    private static bool Fits(decimal figure, int decimals) =>
        decimals <= MostDecimals && Math.Abs(figure) <= MostUnits / CandleUnpacker.Tens[decimals];

    /// <summary>More than <see cref="MostDecimals"/> when it does not fit.</summary>
    private static int Enough(decimal figure, int decimals)
    {
        while (decimals <= MostDecimals && Math.Abs(figure) < MostUnits && !decimal.IsInteger(figure * CandleUnpacker.Tens[decimals]))
        {
            decimals++;
        }

        return decimals;
    }
}
