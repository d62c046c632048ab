using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;

namespace TradeTerminal.Ingest.Prices;

/// <summary>
/// Minute candles and newest prices of a feed other than trades. Order of arrival and the cut into batches do not
/// matter, and the database adds what it has to what it gets, so nothing is held here.
/// </summary>
/// <param name="feed">Name of the feed: its symbols are its own, whatever other feeds call theirs.</param>
/// <param name="priceOf">The price in an event; null when it carries none.</param>
internal sealed class PriceFold<TEvent>(string feed, Func<TEvent, PricePoint?> priceOf) : IFeedFold<TEvent>
    where TEvent : struct
{
    public void Apply(FeedTransaction transaction, IReadOnlyList<TEvent> events)
    {
        var candles = new Dictionary<(string Symbol, string Venue, DateTime Bucket), MinuteFold>();
        var newest = new Dictionary<(string Symbol, string Venue), PricePoint>();
        foreach (var next in events)
        {
            if (priceOf(next) is not { } point)
            {
                continue;
            }

            var bucket = Interval.Minute.BucketOf(point.Mark.At);
            if (!candles.TryGetValue((point.Symbol, point.Venue, bucket), out var candle))
            {
                candles.Add((point.Symbol, point.Venue, bucket), candle = new MinuteFold(point.Symbol, bucket));
            }

            candle.Add(point.Mark, point.Volume);
            if (!newest.TryGetValue((point.Symbol, point.Venue), out var known) || point.Mark.CompareTo(known.Mark) > 0)
            {
                newest[(point.Symbol, point.Venue)] = point;
            }
        }

        if (candles.Count > 0)
        {
            transaction.Writes.Add(CandleWriter.Merge(feed, candles.Select(pair => (pair.Key.Venue, pair.Value))));
            transaction.Writes.Add(LatestPriceWriter.Merge(feed, newest.Values));
        }
    }

    public void Forget()
    {
        // Nothing is held.
    }
}
