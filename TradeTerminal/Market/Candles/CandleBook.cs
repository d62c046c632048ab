using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market.Candles;

/// <summary>
/// The candles of one instrument at one interval: those of the <paramref name="kept"/> intervals that end with the
/// newest price's. Event time alone decides, so the same prices give the same candles at any time of day, in any
/// order, and read back from the database. The newest are open; older ones are closed in chunks, which a late price opens again.
/// </summary>
internal sealed class CandleBook(Interval interval, int kept)
{
    /// <summary>So many of the newest stay open, for trades that are a little late and for who counts the last ten seconds.</summary>
    public const int LeastOpen = 12;

    /// <summary>A fold, the candle last made of it, and their places.</summary>
    private const int BytesOpen = 480;

    private readonly List<CandleFold> _open = [];
    private readonly List<LiveCandle?> _shown = [];
    private readonly Dictionary<int, ReopenedChunk> _reopened = [];
    private ImmutableArray<CandleChunk> _closed = [];
    private int _bytesClosed;
    private bool _isLate;

    /// <summary>The version in which a trade last came that is older than all that is kept; -1 before any.</summary>
    public long LateVersion { get; private set; } = -1;

    /// <summary>What it holds, about, as of the last snapshot.</summary>
    public int Bytes => _bytesClosed + (_open.Count * BytesOpen);

    private bool CanClose => _open.Count >= CandleChunk.Size + LeastOpen;

    public void Add(in Trade trade) => Add(PriceMark.Of(trade), trade.Volume);

    /// <summary>Arguments as in <see cref="CandleFold.Add(in PriceMark, decimal)"/>.</summary>
    public void Add(in PriceMark mark, decimal volume)
    {
        var bucket = interval.BucketOf(mark.At);
        if (_open.Count > 0 && bucket < First(_open[^1].Bucket, interval, kept))
        {
            _isLate = true;
            return;
        }

        if (!_closed.IsEmpty && bucket <= _closed[^1].Last)
        {
            Reopen(bucket).Add(mark, volume, bucket);
            return;
        }

        var at = _open.Count;
        while (at > 0 && _open[at - 1].Bucket > bucket)
        {
            at--;
        }

        if (at == 0 || _open[at - 1].Bucket != bucket)
        {
            _open.Insert(at, new CandleFold(bucket));
            _shown.Insert(at, null);
            at++;
        }

        _open[at - 1].Add(mark, volume);
        _shown[at - 1] = null;
    }

    /// <summary>Start of the oldest interval that is kept when <paramref name="newest"/> is the last trade's time.</summary>
    public static DateTime First(DateTime newest, Interval interval, int kept) =>
        new(Math.Max(0, interval.BucketOf(newest).Ticks - ((kept - 1) * interval.Width.Ticks)), DateTimeKind.Utc);

    /// <summary>Takes over a stored candle, before any was shown; rows come in ascending time.</summary>
    public void Restore(CandleFold fold)
    {
        _open.Add(fold);
        _shown.Add(null);
        Settle();
    }

    /// <summary>Closes what can be, before any was shown: so a book that is being filled takes no more than a filled one.</summary>
    public void Settle()
    {
        if (CanClose)
        {
            _closed = [.. _closed, .. Close(CandleChunk.Pending)];
        }
    }

    /// <summary>What changed since the last call gets <paramref name="version"/>.</summary>
    public CandleSeries Publish(long version)
    {
        LateVersion = _isLate ? version : LateVersion;
        _isLate = false;
        if (_open.Count == 0)
        {
            return CandleSeries.Empty;
        }

        var first = First(_open[^1].Bucket, interval, kept);
        var gone = _open.FindIndex(fold => fold.Bucket >= first);
        _open.RemoveRange(0, gone);
        _shown.RemoveRange(0, gone);
        var isOther = !_closed.IsEmpty && (_closed[0].Last < first || _closed[^1].Version == CandleChunk.Pending);
        if (isOther || _reopened.Count > 0 || CanClose)
        {
            _closed = [.. Closed(version).Where(chunk => chunk.Last >= first)];
            _bytesClosed = _closed.Sum(chunk => chunk.Bytes);
        }

        for (var i = _shown.Count - 1; i >= 0; i--)
        {
            _shown[i] ??= new LiveCandle(_open[i].ToCandle(), version);
        }

        return new CandleSeries(_closed, [.. _shown!], first, interval);
    }

    private IEnumerable<CandleChunk> Closed(long version)
    {
        for (var i = 0; i < _closed.Length; i++)
        {
            foreach (var chunk in _reopened.Remove(i, out var reopened) ? reopened.Close(version, interval) : [_closed[i].ShownIn(version)])
            {
                yield return chunk;
            }
        }

        foreach (var chunk in Close(version))
        {
            yield return chunk;
        }
    }

    /// <summary>Of the open ones the oldest, as chunks; what was not shown before is shown in <paramref name="version"/>.</summary>
    private List<CandleChunk> Close(long version)
    {
        var (chunks, closed) = (new List<CandleChunk>(), 0);
        var versions = new long[CandleChunk.Size];
        for (; _open.Count - closed >= CandleChunk.Size + LeastOpen; closed += CandleChunk.Size)
        {
            for (var i = 0; i < CandleChunk.Size; i++)
            {
                versions[i] = _shown[closed + i]?.Version ?? version;
            }

            chunks.Add(CandleChunk.Pack(CollectionsMarshal.AsSpan(_open).Slice(closed, CandleChunk.Size), versions, interval));
        }

        _open.RemoveRange(0, closed);
        _shown.RemoveRange(0, closed);
        return chunks;
    }

    /// <summary>The chunk a late trade belongs to: the last that begins at or before its interval, or else the first.</summary>
    private ReopenedChunk Reopen(DateTime bucket)
    {
        var at = _closed.Length - 1;
        while (at > 0 && _closed[at].First > bucket)
        {
            at--;
        }

        if (!_reopened.TryGetValue(at, out var chunk))
        {
            _reopened.Add(at, chunk = new ReopenedChunk(_closed[at]));
        }

        return chunk;
    }
}
