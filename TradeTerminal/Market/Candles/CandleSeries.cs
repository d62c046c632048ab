using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Candles;

/// <summary>
/// The candles of one ticker at one interval, oldest first; immutable. The newest are there as objects, the others are made
/// when somebody asks for them, so ask for no more than is needed.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "A series of candles is what traders call it.")]
public sealed class CandleSeries : IReadOnlyCollection<LiveCandle>
{

    private readonly ImmutableArray<CandleChunk> _closed;
    private readonly ImmutableArray<LiveCandle> _open;
    private readonly Interval _interval;
    private readonly DateTime _first;

    /// <param name="closed">Of the first one the beginning may no longer belong to them.</param>
    /// <param name="open">The newest; none only if there is none at all.</param>
    /// <param name="first">Older ones do not belong to them.</param>
    /// <param name="interval">Their width.</param>
    internal CandleSeries(ImmutableArray<CandleChunk> closed, ImmutableArray<LiveCandle> open, DateTime first, Interval interval) =>
        (_closed, _open, _first, _interval) = (closed, open, first, interval);

    public static CandleSeries Empty { get; } = new([], [], DateTime.MaxValue, Interval.Minute);

    public bool IsEmpty => _open.IsEmpty;

    public LiveCandle Newest => _open[^1];

    public int Count => _open.Length + _closed.Sum(chunk => IsCut(chunk) ? chunk.ToLive().Count(Belongs) : chunk.Count);

    public IEnumerator<LiveCandle> GetEnumerator() => Since(DateTime.MinValue).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Those that begin at <paramref name="from"/> or later.</summary>
    public IEnumerable<LiveCandle> Since(DateTime from) => Parts(from, _interval);

    /// <summary>
    /// Those that begin at <paramref name="from"/> or later, for who joins them to wider ones: many that lie within one
    /// <paramref name="wider"/> interval may come as one.
    /// </summary>
    public IEnumerable<LiveCandle> Parts(DateTime from, Interval wider)
    {
        foreach (var chunk in _closed)
        {
            if (chunk.Last < from)
            {
                continue;
            }

            if (chunk.First >= from && !IsCut(chunk) && wider.BucketOf(chunk.First) == wider.BucketOf(chunk.Last))
            {
                yield return new LiveCandle(chunk.Sum, chunk.Version);
                continue;
            }

            foreach (var candle in chunk.ToLive())
            {
                if (candle.Candle.Time >= from && Belongs(candle))
                {
                    yield return candle;
                }
            }
        }

        foreach (var candle in _open)
        {
            if (candle.Candle.Time >= from)
            {
                yield return candle;
            }
        }
    }

    /// <summary>All that begin at <paramref name="from"/> or later as one; null if there is none.</summary>
    public Candle? Sum(DateTime from)
    {
        Candle[] parts = [.. Parts(from, Interval.Day).Select(part => part.Candle)];
        return parts.Length == 0 ? null : Candle.Join(parts[0].Time, parts);
    }

    /// <summary>Trades in those that begin from <paramref name="from"/> on and before <paramref name="to"/>.</summary>
    public long CountBetween(DateTime from, DateTime to)
    {
        var (count, i) = (0L, _open.Length - 1);
        for (; i >= 0 && _open[i].Candle.Time >= from; i--)
        {
            count += _open[i].Candle.Time < to ? _open[i].Candle.Count : 0;
        }

        // Mostly the open ones reach further back than what is asked for.
        return i >= 0 || _closed.IsEmpty || _closed[^1].Last < from ? count
            : Since(from).Where(candle => candle.Candle.Time < to).Sum(candle => candle.Candle.Count);
    }

    /// <summary>When the oldest begins that changed after <paramref name="version"/>; null if none did.</summary>
    public DateTime? FirstChanged(long version) => Changed(version).FirstOrDefault()?.Candle.Time;

    /// <summary>Those that changed after <paramref name="version"/>.</summary>
    public IEnumerable<LiveCandle> Changed(long version) => _closed
        .Where(chunk => chunk.Version > version)
        .SelectMany(chunk => chunk.ToLive())
        .Where(Belongs)
        .Concat(_open)
        .Where(candle => candle.Version > version);

    /// <summary>The newest, at most <paramref name="count"/>.</summary>
    public IEnumerable<LiveCandle> Last(int count)
    {
        var (from, known) = (_closed.Length, _open.Length);
        while (from > 0 && known < count)
        {
            known += _closed[--from].Count;
        }

        return _closed[from..].SelectMany(chunk => chunk.ToLive()).Where(Belongs).Concat(_open).TakeLast(count);
    }

    /// <summary>The closing prices of the newest, at most <paramref name="count"/>; makes no candles.</summary>
    public ImmutableArray<decimal> Closes(int count)
    {
        var (from, known) = (_closed.Length, _open.Length);
        while (from > 0 && known < count)
        {
            known += _closed[--from].Count;
        }

        var closes = ImmutableArray.CreateBuilder<decimal>(known);
        foreach (var chunk in _closed.AsSpan()[from..])
        {
            var reader = chunk.Read();
            while (reader.Read())
            {
                if (reader.Bucket >= _first)
                {
                    closes.Add(reader.Close);
                }
            }
        }

        foreach (var candle in _open)
        {
            closes.Add(candle.Candle.Close);
        }

        return closes.Count > count ? [.. closes.Skip(closes.Count - count)] : closes.ToImmutable();
    }

    private bool IsCut(CandleChunk chunk) => chunk.First < _first;

    private bool Belongs(LiveCandle candle) => candle.Candle.Time >= _first;
}
