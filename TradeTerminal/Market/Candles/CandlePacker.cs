using System.Runtime.InteropServices;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Candles;

/// <summary>
/// Closed candles of one instrument as bytes: what they are, and what a late price has to know of them, in about 35 bytes each where
/// objects take 380. Every figure is exact. <see cref="CandleUnpacker"/> reads them.
/// <code>
/// decimals of the prices, decimals of the volumes; then a candle:
///   intervals since the one before, versions before the newest, open − close before, close − open, high above both, low below both,
///   count, volume, notional − open × volume in units of both last decimals, open's ticks into the interval, close's after open's, both partitions,
///   open's offset − close's offset before, close's offset − open's
/// </code>
/// A number is seven bits a byte, the lowest first; one that may be negative is folded: 0, −1, 1, −2 … Differences may wrap, and
/// come back the same way. Where a figure does not fit, because it is very large or very exact, the decimals are
/// <see cref="Wide"/>: then prices are whole decimals of 16 bytes, and volume and notional stand by themselves: decimals, length, units.
/// </summary>
internal sealed class CandlePacker
{
    /// <summary>Of a price or a volume.</summary>
    public const int MostDecimals = 18;

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
        fold.Volume.TryUnits(volumes, out var volume);
        fold.Notional.TryUnits(prices + volumes, out var notional);
        Add((ulong)volume);
        var rest = unchecked(notional - (open * volume));
        Add(unchecked((UInt128)((rest << 1) ^ (rest >> 127))));
    }

    private void AddWide(CandleFold fold)
    {
        Span<int> parts = stackalloc int[4];
        foreach (var figure in (ReadOnlySpan<decimal>)[fold.Open.Price, fold.Close.Price, fold.High, fold.Low])
        {
            decimal.GetBits(figure, parts);
            _bytes.AddRange(MemoryMarshal.AsBytes(parts));
        }

        Add((ulong)fold.Count);
        AddSum(fold.Volume);
        AddSum(fold.Notional);
    }

    private void AddSum(in ExactSum sum)
    {
        var units = sum.Units.ToByteArray();
        Add((ulong)sum.Scale);
        Add((ulong)units.Length);
        _bytes.AddRange(units);
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

    /// <summary>As many as a price and a volume among them need, and as their notional needs, which knows of more prices.</summary>
    private static (byte Prices, byte Volumes) DecimalsOf(ReadOnlySpan<CandleFold> folds)
    {
        var (prices, volumes) = (0, 0);
        foreach (var fold in folds)
        {
            prices = Enough(fold.Open.Price, Enough(fold.Close.Price, Enough(fold.High, Enough(fold.Low, prices))));
            while (volumes <= MostDecimals && volumes < fold.Volume.Scale && !fold.Volume.TryUnits(volumes, out _))
            {
                volumes++;
            }
        }

        foreach (var fold in folds)
        {
            while (prices < MostDecimals && prices + volumes < fold.Notional.Scale && !fold.Notional.TryUnits(prices + volumes, out _))
            {
                prices++;
            }
        }

        foreach (var fold in folds)
        {
            if (prices > MostDecimals || volumes > MostDecimals || !Fits(fold.High, prices) || !Fits(fold.Low, prices)
                || !fold.Volume.TryUnits(volumes, out var volume) || volume > (Int128)MostUnits
                || !fold.Notional.TryUnits(prices + volumes, out _))
            {
                return (Wide, Wide);
            }
        }

        return ((byte)prices, (byte)volumes);
    }

    private static bool Fits(decimal figure, int decimals) => Math.Abs(figure) <= MostUnits / CandleUnpacker.Tens[decimals];

    /// <summary>As many as <paramref name="decimals"/>, or those it has if these are more.</summary>
    private static int Enough(decimal figure, int decimals)
    {
        while (decimals <= MostDecimals && decimals < figure.Scale && decimal.Round(figure, decimals) != figure)
        {
            decimals++;
        }

        return decimals;
    }
}
