using System.Runtime.InteropServices;
using TradeTerminal.Ingest.Prices;

namespace TradeTerminal.Market.Candles;

/// <summary>The candles of a chunk between a late price and the next snapshot.</summary>
internal sealed class ReopenedChunk
{
    private readonly List<CandleFold> _folds = [];
    private readonly List<long> _versions = [];

    public ReopenedChunk(CandleChunk chunk)
    {
        var reader = chunk.Read();
        while (reader.Read())
        {
            _folds.Add(reader.ToFold());
            _versions.Add(reader.Version);
        }
    }

    public void Add(in PriceMark mark, decimal volume, DateTime bucket)
    {
        var at = _folds.Count;
        while (at > 0 && _folds[at - 1].Bucket > bucket)
        {
            at--;
        }

        if (at == 0 || _folds[at - 1].Bucket != bucket)
        {
            _folds.Insert(at, new CandleFold(bucket));
            _versions.Insert(at, CandleChunk.Pending);
            at++;
        }

        _folds[at - 1].Add(mark, volume);
        _versions[at - 1] = CandleChunk.Pending;
    }

    /// <summary>One chunk, or several if it has grown; what changed has changed in <paramref name="version"/>.</summary>
    public IEnumerable<CandleChunk> Close(long version, Interval interval)
    {
        for (var i = 0; i < _versions.Count; i++)
        {
            _versions[i] = _versions[i] == CandleChunk.Pending ? version : _versions[i];
        }

        var size = _folds.Count > 2 * CandleChunk.Size ? CandleChunk.Size : _folds.Count;
        for (var from = 0; from < _folds.Count; from += size)
        {
            var count = Math.Min(size, _folds.Count - from);
            yield return CandleChunk.Pack(
                CollectionsMarshal.AsSpan(_folds).Slice(from, count), CollectionsMarshal.AsSpan(_versions).Slice(from, count), interval);
        }
    }
}
