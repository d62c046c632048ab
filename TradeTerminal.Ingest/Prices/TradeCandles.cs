using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Ingest.Prices;

/// <summary>Minute candles of the trades that really went in.</summary>
internal sealed class TradeCandles : IFeedFold<Trade>
{
    public void Apply(FeedTransaction transaction, IReadOnlyList<Trade> events)
    {
        var folds = new Dictionary<(string, DateTime), MinuteFold>();
        foreach (var trade in events)
        {
            var bucket = Interval.Minute.BucketOf(trade.ExecutedAt);
            if (!folds.TryGetValue((trade.Ticker, bucket), out var fold))
            {
                folds.Add((trade.Ticker, bucket), fold = new MinuteFold(trade.Ticker, bucket));
            }

            fold.Add(PriceMark.Of(trade), trade.Volume);
        }

        transaction.Writes.Add(CandleWriter.Merge(folds.Values));
    }

    public void Forget()
    {
        // Nothing is held: the database adds what it has to what it gets.
    }
}
