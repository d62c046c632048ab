using System.Numerics;
using System.Runtime.InteropServices;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Candles;

/// <summary>Reads what <see cref="CandlePacker"/> wrote, one candle after the other.</summary>
/// <param name="packed">The bytes.</param>
/// <param name="newest">The newest version among them.</param>
/// <param name="interval">Their width.</param>
internal ref struct CandleUnpacker(ReadOnlySpan<byte> packed, long newest, Interval interval)
{
    private readonly byte _prices = packed[0];
    private readonly byte _volumes = packed[1];
    private ReadOnlySpan<byte> _rest = packed[2..];
    private decimal _open;
    private decimal _high;
    private decimal _low;
    private long _closeUnits;
    private long _count;
    private ExactSum _volume;
    private ExactSum _notional;
    private long _openAt;
    private long _closeAt;
    private int _openPartition;
    private int _closePartition;
    private long _openOffset;
    private long _closeOffset;

    /// <summary>Powers of ten, up to the most decimals of a price.</summary>
    public static ReadOnlySpan<long> Tens =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000,
        1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000, 10_000_000_000_000_000,
        100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];

    public DateTime Bucket { get; private set; } = new(0, DateTimeKind.Utc);

    public long Version { get; private set; }

    public decimal Close { get; private set; }

    /// <summary>False after the last one.</summary>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        Bucket = Bucket.AddTicks((long)Number() * interval.Width.Ticks);
        Version = newest - (long)Number();
        if (_prices == CandlePacker.Wide)
        {
            ReadWide();
        }
        else
        {
            ReadNarrow();
        }

        _openAt = Bucket.Ticks + (long)Number();
        _closeAt = _openAt + (long)Number();
        _openPartition = (int)Folded();
        _closePartition = (int)Folded();
        _openOffset = unchecked(_closeOffset + Folded());
        _closeOffset = unchecked(_openOffset + Folded());
        return true;
    }

    public readonly LiveCandle ToLive() => new(
        new Candle(Bucket, _open, _high, _low, Close, _volume.ToDecimal(), CandleFold.Shown(_notional), _count), Version);

    public readonly CandleFold ToFold() => CandleFold.Restore(
        Bucket,
        new PriceMark(_open, new DateTime(_openAt, DateTimeKind.Utc), _openPartition, _openOffset),
        new PriceMark(Close, new DateTime(_closeAt, DateTimeKind.Utc), _closePartition, _closeOffset),
        _high, _low, _volume, _notional, _count);

    private void ReadNarrow()
    {
        var open = _closeUnits + Folded();
        var close = open + Folded();
        _high = Figure(Math.Max(open, close) + (long)Number(), _prices);
        _low = Figure(Math.Min(open, close) - (long)Number(), _prices);
        _count = (long)Number();
        var volume = (long)Number();
        var rest = Long();
        var notional = unchecked(((Int128)open * volume) + (Int128)((rest >> 1) ^ (UInt128.Zero - (rest & 1u))));
        (_volume, _notional) = (ExactSum.Of(volume, _volumes), ExactSum.Of(notional, _prices + _volumes));
        (_open, Close, _closeUnits) = (Figure(open, _prices), Figure(close, _prices), close);
    }

    private void ReadWide()
    {
        (_open, Close, _high, _low) = (Whole(), Whole(), Whole(), Whole());
        _count = (long)Number();
        (_volume, _notional) = (Sum(), Sum());
    }

    private static decimal Figure(long units, byte decimals) =>
        new((int)Math.Abs(units), (int)(Math.Abs(units) >> 32), 0, units < 0, decimals);

    private ExactSum Sum()
    {
        var (scale, length) = ((int)Number(), (int)Number());
        var sum = ExactSum.Of(new BigInteger(_rest[..length]), scale);
        _rest = _rest[length..];
        return sum;
    }

    private decimal Whole()
    {
        var figure = new decimal(MemoryMarshal.Cast<byte, int>(_rest[..sizeof(decimal)]));
        _rest = _rest[sizeof(decimal)..];
        return figure;
    }

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

    private UInt128 Long()
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
