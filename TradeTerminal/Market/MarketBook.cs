using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>The whole market, written by the pump alone.</summary>
internal sealed class MarketBook(long mostBytes = MarketBook.MostBytes)
{
    /// <summary>Tickers of trades.</summary>
    public const int Capacity = 2_000;

    /// <summary>2,000 active tickers take less, unless their figures are all of the widest.</summary>
    public const long MostBytes = 400_000_000;

    /// <summary>Instruments of the other feeds, of which a quoted symbol is one at each venue and one more over all of them.</summary>
    public const int PricesCapacity = 4_000;

    /// <summary>Active ones, which have no tape, take about 0.1 MB each.</summary>
    private const long PricesBytes = 200_000_000;

    private DateTime? _newestSeen;

    public InstrumentBooks Tickers { get; } = new(Capacity, mostBytes);

    /// <summary>Replaced whole when they were read.</summary>
    public InstrumentBooks Prices { get; set; } = EmptyPrices();

    /// <summary>How many symbols were deleted as of the moment it was read from the database.</summary>
    public long Deletions { get; init; }

    /// <summary>The prices of the other feeds, too, are of that moment.</summary>
    public bool IsWhole { get; set; }

    public static InstrumentBooks EmptyPrices() => new(PricesCapacity, PricesBytes);

    public InstrumentBook? Find(string ticker) => Tickers.Find(Instrument.OfTrades(ticker));

    /// <param name="trade">In any order of time.</param>
    /// <param name="receivedAt">When it came, by our clock; its own time where that is not known.</param>
    public void Add(in Trade trade, DateTime? receivedAt = null)
    {
        var seen = receivedAt < trade.ExecutedAt ? receivedAt.Value : trade.ExecutedAt;
        _newestSeen = _newestSeen > seen ? _newestSeen : seen;
        Tickers.Open(Instrument.OfTrades(trade.Ticker), trade.ExecutedAt)?.Add(trade, receivedAt ?? DateTime.MaxValue);
    }

    /// <param name="feed">Another one than trades.</param>
    /// <param name="price">In any order of time.</param>
    /// <param name="receivedAt">When it came, by our clock.</param>
    public void Add(string feed, in PricePoint price, DateTime? receivedAt = null)
    {
        foreach (var instrument in InstrumentsOf(feed, price.Symbol, price.Venue))
        {
            Prices.Open(instrument, price.Mark.At)?.Add(price, receivedAt ?? DateTime.MaxValue);
        }
    }

    /// <param name="batch">Trades.</param>
    /// <param name="next">The next offset by partition of what is in the book already, which is left out.</param>
    /// <returns>False if nothing was new.</returns>
    public bool AddTrades(CommittedBatch<Trade> batch, IReadOnlyDictionary<TopicPartitionKey, long> next)
    {
        var changed = false;
        foreach (var trade in batch.Events)
        {
            if (trade.Offset >= next.GetValueOrDefault(TopicPartitionKey.Of(batch.Feed, trade.Partition)))
            {
                Add(trade, batch.CommittedAt.UtcDateTime);
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>As <see cref="AddTrades"/>, of another feed.</summary>
    public bool AddPrices(CommittedBatch batch, IReadOnlyDictionary<TopicPartitionKey, long> next)
    {
        var changed = false;
        foreach (var price in PricedFeeds.PricesIn(batch))
        {
            if (price.Mark.Offset >= next.GetValueOrDefault(TopicPartitionKey.Of(batch.Feed, price.Mark.Partition)))
            {
                Add(batch.FeedName, price, batch.CommittedAt.UtcDateTime);
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>What was read back from the database came at the latest now, whatever clocks its senders have.</summary>
    public void Seen(DateTime utcNow)
    {
        foreach (var book in Tickers.Concat(Prices).Where(book => book.HasPrice))
        {
            book.Seen(utcNow);
            if (book.Instrument.IsTraded)
            {
                var seen = book.LastAt < utcNow ? book.LastAt : utcNow;
                _newestSeen = _newestSeen > seen ? _newestSeen : seen;
            }
        }
    }

    public MarketSnapshot Publish(long version, DateTimeOffset at) =>
        new(version, at, Tickers.Publish(version)) { Instruments = Prices.Publish(version), NewestSeen = _newestSeen, Deletions = IsWhole ? Deletions : 0 };

    /// <summary>A price at a venue is one of the symbol over all venues, too.</summary>
    public static IEnumerable<Instrument> InstrumentsOf(string feed, string symbol, string venue)
    {
        yield return new Instrument(feed, symbol, venue);
        if (venue.Length > 0)
        {
            yield return new Instrument(feed, symbol);
        }
    }
}
