using TradeTerminal.Ingest.Candles;

namespace TradeTerminal.Market.Candles;

/// <summary>Reads what <see cref="CandlePacker"/> wrote, one candle after the other.</summary>
/// <param name="packed">The bytes.</param>
/// <param name="newest">The newest version among them.</param>
/// <param name="interval">Their width.</param>
internal ref struct CandleReader(ReadOnlySpan<byte> packed, long newest, Interval interval)
{
    private readonly int _decimals = packed[0];
    private ReadOnlySpan<byte> _rest = packed[1..];
    private long _open;
    private long _high;
    private long _low;
    private long _close;
    private long _count;
    private Int128 _volume;
    private Int128 _notionalE8;
    private long _openAt;
    private long _closeAt;
    private int _openPartition;
    private int _closePartition;
    private long _openOffset;
    private long _closeOffset;

    /// <summary>Powers of ten, up to the most decimals of a price.</summary>
    public static ReadOnlySpan<int> Tens => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    public DateTime Bucket { get; private set; } = new(0, DateTimeKind.Utc);

    public long Version { get; private set; }

    public readonly decimal Close => Price(_close);

    /// <summary>False after the last one.</summary>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        Bucket = Bucket.AddTicks((long)Number() * interval.Width.Ticks);
        Version = newest - (long)Number();
        _open = _close + Folded();
        _close = _open + Folded();
        _high = Math.Max(_open, _close) + (long)Number();
        _low = Math.Min(_open, _close) - (long)Number();
        _count = (long)Number();
        _volume = (Int128)Wide();
        var rest = Wide();
        _notionalE8 = unchecked((PriceE8(_open, _decimals) * _volume) + (Int128)((rest >> 1) ^ (UInt128.Zero - (rest & 1u))));
        _openAt = Bucket.Ticks + (long)Number();
        _closeAt = _openAt + (long)Number();
        _openPartition = (int)Folded();
        _closePartition = (int)Folded();
        _openOffset = unchecked(_closeOffset + Folded());
        _closeOffset = unchecked(_openOffset + Folded());
        return true;
    }

    public readonly LiveCandle ToLive() => new(
        new Candle(
            Bucket, Price(_open), Price(_high), Price(_low), Price(_close), (decimal)_volume, CandleFold.NotionalOf(_notionalE8), _count),
        Version);

    public readonly CandleFold ToFold(string symbol) => CandleFold.Restore(
        symbol, Bucket,
        new PriceMark(Price(_open), new DateTime(_openAt, DateTimeKind.Utc), _openPartition, _openOffset),
        new PriceMark(Price(_close), new DateTime(_closeAt, DateTimeKind.Utc), _closePartition, _closeOffset),
        Price(_high), Price(_low), (decimal)_volume, _notionalE8, _count);

    /// <summary>In units of 1e-8.</summary>
    public static Int128 PriceE8(long units, int decimals) => (Int128)units * Tens[CandlePacker.MostDecimals - decimals];

    private readonly decimal Price(long units) => new((int)units, (int)(units >> 32), 0, false, (byte)_decimals);

    private long Folded()
    {
        var value = Number();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    private ulong Number()
    {
        var (value, at) = (0UL, 0);
        byte part;
        do
        {
            part = _rest[at];
            value |= (ulong)(part & 0x7F) << (7 * at++);
        }
        while (part > 0x7F);

        _rest = _rest[at..];
        return value;
    }

    private UInt128 Wide()
    {
        var (value, at) = (UInt128.Zero, 0);
        byte part;
        do
        {
            part = _rest[at];
            value |= (UInt128)(part & 0x7Fu) << (7 * at++);
        }
        while (part > 0x7F);

        _rest = _rest[at..];
        return value;
    }
}
