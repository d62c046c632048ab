using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market.Hydrating;

/// <summary>
/// The market as of one moment, enough of it to be shown. Until it is disposed its transaction sees the database as of that moment, so
/// what is read later of it fits to the last trade.
/// </summary>
internal sealed class Hydration : IAsyncDisposable
{
    private readonly TerminalDbContext _database;
    private readonly int _whole;
    private readonly DateTime _openSince;

    /// <summary>What is not whole yet, and how much of it is there. The book goes on meanwhile, on another thread.</summary>
    private readonly Dictionary<string, (InstrumentBook Ticker, int Held)> _parts;

    /// <param name="database">In the transaction; disposed here.</param>
    /// <param name="book">With the newest trades of each tape.</param>
    /// <param name="next">The next offset by partition: trades before it are in the book.</param>
    /// <param name="first">How many trades of each tape were asked for; one with fewer has all there are.</param>
    /// <param name="whole">How many of each there should be.</param>
    /// <param name="openSince">The start of the oldest day without an index by ticker.</param>
    public Hydration(TerminalDbContext database, MarketBook book,
        Dictionary<TopicPartitionKey, long> next, int first, int whole, DateTime openSince)
    {
        (_database, Book, Next, _whole, _openSince) = (database, book, next, whole, openSince);
        _parts = book.Tickers.Where(ticker => ticker.TapeLength >= first && ticker.TapeLength < whole)
            .ToDictionary(ticker => ticker.Symbol, ticker => (ticker, ticker.TapeLength));
    }

    public MarketBook Book { get; }

    public Dictionary<TopicPartitionKey, long> Next { get; }

    /// <summary>The books of the other feeds, of the same moment: with thousands of active instruments they take longer than a page waits.</summary>
    public async Task<InstrumentBooks> ReadPricesAsync(CancellationToken cancellationToken)
    {
        var books = MarketBook.EmptyPrices();
        await PriceHydrator.FillAsync(_database, books, cancellationToken).ConfigureAwait(false);
        return books;
    }

    /// <summary>The older trades of the tapes that are not whole, one tape after the other.</summary>
    /// <param name="add">Told of them; the ticker belongs to whoever writes the book.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task ReadRestAsync(Action<InstrumentBook, List<Trade>> add, CancellationToken cancellationToken)
    {
        if (_parts.Count == 0)
        {
            return;
        }

        var connection = (NpgsqlConnection)_database.Database.GetDbConnection();
        var tapes = HydrationRows.TapesAsync(
            connection, [.. _parts.Keys], _whole, _openSince, symbol => _parts[symbol].Ticker, cancellationToken);
        await foreach (var (ticker, trades) in tapes.ConfigureAwait(false))
        {
            trades.RemoveRange(0, Math.Min(trades.Count, _parts[ticker.Symbol].Held));
            if (trades.Count > 0)
            {
                add(ticker, trades);
            }
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
