using System.Collections.Immutable;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// All tickers, written by the pump alone. Holds at most <see cref="Capacity"/>, and no more than <paramref name="mostBytes"/> of
/// them after a snapshot: those that traded last. The one that has been quiet longest gives way.
/// </summary>
internal sealed class MarketBook(long mostBytes = MarketBook.MostBytes)
{
    public const int Capacity = 2_000;

    /// <summary>2,000 active tickers take less, unless their figures are all of the widest.</summary>
    public const long MostBytes = 400_000_000;

    private readonly SortedDictionary<string, TickerBook> _tickers = new(StringComparer.Ordinal);

    private readonly PriorityQueue<TickerBook, DateTime> _byAge = new();
    private bool _isWhole = true;
    private DateTime? _newestSeen;

    public IReadOnlyCollection<TickerBook> Tickers => _tickers.Values;

    public TickerBook? Find(string symbol) => _tickers.GetValueOrDefault(symbol);

    /// <summary>
    /// The book of a ticker that traded at this time; null when all that are held traded later. Unless it
    /// <paramref name="isFilled"/> with what is stored, a new one may lack what was thrown away.
    /// </summary>
    public TickerBook? Open(string symbol, DateTime tradedAt, bool isFilled = false)
    {
        if (_tickers.TryGetValue(symbol, out var book))
        {
            return book;
        }

        if (_tickers.Count == Capacity)
        {
            var quietest = Quietest();
            if (quietest.LastAt >= tradedAt)
            {
                _byAge.Enqueue(quietest, quietest.LastAt);
                _isWhole = false;
                return null;
            }

            _tickers.Remove(quietest.Symbol);
            _isWhole = false;
        }

        _tickers.Add(symbol, book = new TickerBook(symbol, tradedAt) { CompleteSince = _isWhole || isFilled ? DateTime.MinValue : tradedAt });
        _byAge.Enqueue(book, tradedAt);
        return book;
    }

    /// <param name="trade">In any order of time.</param>
    /// <param name="receivedAt">When it came, by our clock; its own time where that is not known.</param>
    public void Add(in Trade trade, DateTime? receivedAt = null)
    {
        var seen = receivedAt < trade.ExecutedAt ? receivedAt.Value : trade.ExecutedAt;
        _newestSeen = _newestSeen > seen ? _newestSeen : seen;
        Open(trade.Ticker, trade.ExecutedAt)?.Add(trade, receivedAt ?? DateTime.MaxValue);
    }

    /// <summary>What was read back from the database came at the latest now, whatever clocks its senders have.</summary>
    public void Seen(DateTime utcNow)
    {
        foreach (var book in _tickers.Values.Where(book => book.HasTraded))
        {
            book.Seen(utcNow);
            var seen = book.LastAt < utcNow ? book.LastAt : utcNow;
            _newestSeen = _newestSeen > seen ? _newestSeen : seen;
        }
    }

    public MarketSnapshot Publish(long version, DateTimeOffset at)
    {
        var (shown, bytes) = (Shown(version), _tickers.Values.Sum(book => (long)book.Bytes));
        if (bytes > mostBytes)
        {
            for (; bytes > mostBytes && _tickers.Count > 1; _isWhole = false)
            {
                var quietest = Quietest();
                _tickers.Remove(quietest.Symbol);
                bytes -= quietest.Bytes;
            }

            shown = Shown(version);
        }

        return new MarketSnapshot(version, at, shown) { NewestSeen = _newestSeen };
    }

    private ImmutableArray<TickerSnapshot> Shown(long version) =>
        [.. _tickers.Values.Where(book => book.HasTraded).Select(book => book.Publish(version))];

    /// <summary>
    /// Taken out of the queue. A place in it may be an old one, of a book that has traded since: that one goes back to where it
    /// belongs. So a trade costs no look at the queue, and a drop few of them.
    /// </summary>
    private TickerBook Quietest()
    {
        while (true)
        {
            _byAge.TryDequeue(out var book, out var at);
            if (book!.LastAt == at)
            {
                return book;
            }

            _byAge.Enqueue(book, book.LastAt);
        }
    }
}
