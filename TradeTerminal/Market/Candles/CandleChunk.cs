using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Candles;

/// <summary>
/// Neighbouring candles of one instrument that prices have left behind: immutable, shared by all snapshots until a late trade changes one
/// of them, and read only by who looks that far back.
/// </summary>
internal sealed class CandleChunk
{
    /// <summary>Candles in a chunk; one that late trades have filled up holds at most twice as many.</summary>
    public const int Size = 32;

    /// <summary>The version of what no snapshot has shown yet.</summary>
    public const long Pending = long.MaxValue;

    /// <summary>What the objects around the bytes take: this one, its array and the sum.</summary>
    private const int Overhead = 240;

    private readonly byte[] _packed;
    private readonly Interval _interval;

    private CandleChunk(byte[] packed, Interval interval, int count, Candle sum, DateTime last, long version) =>
        (_packed, _interval, Count, Sum, Last, Version) = (packed, interval, count, sum, last, version);

    public int Count { get; }

    /// <summary>All of them as one, which begins with the first.</summary>
    public Candle Sum { get; }

    public DateTime First => Sum.Time;

    public DateTime Last { get; }

    /// <summary>In which one of them last changed.</summary>
    public long Version { get; }

    public int Bytes => _packed.Length + Overhead;

    /// <param name="folds">Ascending, at least one.</param>
    /// <param name="versions">In which each last changed.</param>
    /// <param name="interval">Their width.</param>
    public static CandleChunk Pack(ReadOnlySpan<CandleFold> folds, ReadOnlySpan<long> versions, Interval interval)
    {
        var newest = long.MinValue;
        var candles = new Candle[folds.Length];
        for (var i = 0; i < folds.Length; i++)
        {
            newest = Math.Max(newest, versions[i]);
            candles[i] = folds[i].ToCandle();
        }

        var packed = CandlePacker.Pack(folds, versions, newest, interval);
        return new CandleChunk(packed, interval, folds.Length, Candle.Join(candles[0].Time, candles), candles[^1].Time, newest);
    }

    /// <summary>With <paramref name="version"/> in the place of <see cref="Pending"/>, which then all of them have.</summary>
    public CandleChunk ShownIn(long version) =>
        Version == Pending ? new CandleChunk(_packed, _interval, Count, Sum, Last, version) : this;

    public CandleUnpacker Read() => new(_packed, Version, _interval);

    /// <summary>Oldest first.</summary>
    public LiveCandle[] ToLive()
    {
        var candles = new LiveCandle[Count];
        var reader = Read();
        for (var i = 0; reader.Read(); i++)
        {
            candles[i] = reader.ToLive();
        }

        return candles;
    }
}
