using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// All tickers, written by the pump alone. Holds at most <see cref="Capacity"/>: those that traded last. A new
/// one then takes the place of the one that has been quiet longest.
/// </summary>
internal sealed class MarketBook
{
    public const int Capacity = 2_000;

    private readonly SortedDictionary<string, TickerBook> _tickers = new(StringComparer.Ordinal);

    public IReadOnlyCollection<TickerBook> Tickers => _tickers.Values;

    public TickerBook? Find(string symbol) => _tickers.GetValueOrDefault(symbol);

    /// <summary>The book of a ticker that traded at this time; null when all that are held traded later.</summary>
    public TickerBook? Open(string symbol, DateTime tradedAt)
    {
        if (_tickers.TryGetValue(symbol, out var book))
        {
            return book;
        }

        if (_tickers.Count == Capacity)
        {
            var quietest = _tickers.Values.MinBy(held => held.LastAt)!;
            if (quietest.LastAt >= tradedAt)
            {
                return null;
            }

            _tickers.Remove(quietest.Symbol);
        }

        _tickers.Add(symbol, book = new TickerBook(symbol, tradedAt));
        return book;
    }

    public void Add(in Trade trade) => Open(trade.Ticker, trade.ExecutedAt)?.Add(trade);

    public MarketSnapshot Publish(long version, DateTimeOffset at) =>
        new(version, at, [.. _tickers.Values.Where(book => book.HasTraded).Select(book => book.Publish(version))]);
}
