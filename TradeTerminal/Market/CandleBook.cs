using System.Collections.Immutable;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// The candles of one ticker at one interval: those of the <paramref name="kept"/> intervals that end with the
/// newest trade's. Event time alone decides, so the same trades give the same candles at any time of day, in any
/// order, and read back from the database.
/// </summary>
internal sealed class CandleBook(Interval interval, int kept)
{
    private readonly List<CandleFold> _folds = [];
    private readonly List<LiveCandle?> _shown = [];
    private bool _isLate;

    /// <summary>The version in which a trade last came that is older than all that is kept; -1 before any.</summary>
    public long LateVersion { get; private set; } = -1;

    public void Add(in Trade trade)
    {
        var bucket = interval.BucketOf(trade.ExecutedAt);
        var at = _folds.Count;
        while (at > 0 && _folds[at - 1].Bucket > bucket)
        {
            at--;
        }

        if (at > 0 && _folds[at - 1].Bucket == bucket)
        {
            _folds[at - 1].Add(trade);
            _shown[at - 1] = null;
            return;
        }

        if (at == 0 && _folds.Count > 0 && bucket < First(_folds[^1].Bucket, interval, kept))
        {
            _isLate = true;
            return;
        }

        var fold = new CandleFold(trade.Ticker, bucket);
        fold.Add(trade);
        Insert(at, fold);
    }

    /// <summary>Start of the oldest interval that is kept when <paramref name="newest"/> is the last trade's time.</summary>
    public static DateTime First(DateTime newest, Interval interval, int kept) =>
        new(Math.Max(0, interval.BucketOf(newest).Ticks - ((kept - 1) * interval.Width.Ticks)), DateTimeKind.Utc);

    /// <summary>Takes over a stored candle; rows come in ascending time.</summary>
    public void Restore(CandleFold fold) => Insert(_folds.Count, fold);

    /// <summary>Oldest first. What changed since the last call gets <paramref name="version"/>.</summary>
    public ImmutableArray<LiveCandle> Publish(long version)
    {
        LateVersion = _isLate ? version : LateVersion;
        _isLate = false;
        for (var i = _shown.Count - 1; i >= 0; i--)
        {
            _shown[i] ??= new LiveCandle(_folds[i].ToCandle(), version);
        }

        return [.. _shown!];
    }

    private void Insert(int at, CandleFold fold)
    {
        _folds.Insert(at, fold);
        _shown.Insert(at, null);
        var first = First(_folds[^1].Bucket, interval, kept);
        var gone = _folds.FindIndex(kept => kept.Bucket >= first);
        _folds.RemoveRange(0, gone);
        _shown.RemoveRange(0, gone);
    }
}
