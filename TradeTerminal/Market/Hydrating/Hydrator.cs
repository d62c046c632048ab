using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market.Candles;

namespace TradeTerminal.Market.Hydrating;

/// <summary>
/// Fills the books from the database as of one moment, so that a restarted terminal shows what it showed
/// before. One read-only transaction sees trades, candles and offsets of the same instant. It reads what the book keeps and
/// nothing else: the minute candles say which tickers these are, and how far back each is to be read.
/// </summary>
internal sealed class Hydrator(IDbContextFactory<TerminalDbContext> databases)
{
    /// <summary>Bound on the trades read for tapes. Of more than 400 tickers each has fewer at first, but as many as a screen
    /// counts.</summary>
    private const int MostOnTapes = 400_000;

    /// <summary>How many of them are read before anything is shown: of more than 40 tickers each gets the rest of its tape a little
    /// later.</summary>
    private const int MostAtFirst = 40_000;

    /// <summary>Fewer where it is tried out.</summary>
    internal int OnTapes { get; init; } = MostOnTapes;

    /// <summary>Fewer where it is tried out.</summary>
    internal int AtFirst { get; init; } = MostAtFirst;

    /// <summary>The books, and the next offset by partition: trades before it are in them.</summary>
    public async Task<(MarketBook Book, Dictionary<TopicPartitionKey, long> Next)> HydrateAsync(CancellationToken cancellationToken)
    {
        await using var hydration = await BeginAsync(cancellationToken).ConfigureAwait(false);
        hydration.Book.Prices = await hydration.ReadPricesAsync(cancellationToken).ConfigureAwait(false);
        await hydration.ReadRestAsync(static (ticker, older) => ticker.AddOlder(older), cancellationToken).ConfigureAwait(false);
        return (hydration.Book, hydration.Next);
    }

    /// <summary>What is needed for a true screen. The rest, which makes long tapes whole, can be read while it is shown.</summary>
    public async Task<Hydration> BeginAsync(CancellationToken cancellationToken)
    {
        var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await database.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
            var next = await database.FeedOffsets.ToDictionaryAsync(
                row => new TopicPartitionKey(row.ClusterId, row.Topic, row.Partition), row => row.NextOffset, cancellationToken)
                .ConfigureAwait(false);
            var book = new MarketBook
            {
                Deletions = await database.Database.SqlQuery<long>($"""SELECT count(ended_at) AS "Value" FROM deletions""")
                    .SingleAsync(cancellationToken).ConfigureAwait(false),
            };
            var connection = (NpgsqlConnection)database.Database.GetDbConnection();
            var openSince = await HydrationRows.OpenSinceAsync(connection, cancellationToken).ConfigureAwait(false);
            await ReadTickersAsync(connection, book, cancellationToken).ConfigureAwait(false);
            var tickers = Math.Max(1, book.Tickers.Count);
            var whole = Math.Clamp(OnTapes / tickers, MarketSnapshot.DefaultWindow, TapeBook.Depth);
            var first = Math.Clamp(AtFirst / tickers, SizeRanks.Least, whole);
            await ReadTapesAsync(connection, book, first, openSince, cancellationToken).ConfigureAwait(false);
            await ReadSecondsAsync(connection, book, openSince, cancellationToken).ConfigureAwait(false);
            await ReadMinutesAsync(connection, book, cancellationToken).ConfigureAwait(false);
            return new Hydration(database, book, next, first, whole, openSince);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task ReadTickersAsync(NpgsqlConnection connection, MarketBook book, CancellationToken cancellationToken)
    {
        // One more than it holds, so that it knows of others.
        const int most = MarketBook.Capacity + 1;
        var tickers = await ReadTickersAsync(connection, HydrationSql.RecentTickers(most), cancellationToken).ConfigureAwait(false);
        if (tickers.Count < most)
        {
            tickers = await ReadTickersAsync(connection, HydrationSql.Tickers(most), cancellationToken).ConfigureAwait(false);
        }

        foreach (var (symbol, tradedAt) in tickers)
        {
            book.Tickers.Open(Instrument.OfTrades(symbol), tradedAt, isFilled: true);
        }
    }

    private static async Task<List<(string Symbol, DateTime TradedAt)>> ReadTickersAsync(
        NpgsqlConnection connection, NpgsqlCommand statement, CancellationToken cancellationToken)
    {
        var tickers = new List<(string, DateTime)>();
        await foreach (var row in HydrationRows.ReadAsync(connection, statement, cancellationToken).ConfigureAwait(false))
        {
            tickers.Add((row.GetString(0), row.GetDateTime(1)));
        }

        return tickers;
    }

    /// <summary>So many of each, and of those that trade most as many as are among the newest that a screen may count.</summary>
    private static async Task ReadTapesAsync(
        NpgsqlConnection connection, MarketBook book, int each, DateTime openSince, CancellationToken cancellationToken)
    {
        var newest = HydrationRows.TradesAsync(connection, HydrationSql.Newest(MarketSnapshot.LargestWindow), book.Find, cancellationToken);
        var byTicker = new Dictionary<string, List<Trade>>();
        await foreach (var (ticker, trade) in newest.ConfigureAwait(false))
        {
            if (!byTicker.TryGetValue(ticker.Symbol, out var trades))
            {
                byTicker.Add(ticker.Symbol, trades = []);
            }

            trades.Add(trade);
        }

        foreach (var (symbol, trades) in byTicker.Where(pair => pair.Value.Count > each))
        {
            book.Find(symbol)!.AddOlder(trades);
        }

        string[] others = [.. book.Tickers.Where(ticker => !ticker.HasPrice).Select(ticker => ticker.Symbol)];
        var tapes = HydrationRows.TapesAsync(connection, others, each, openSince, book.Find, cancellationToken);
        await foreach (var (ticker, trades) in tapes.ConfigureAwait(false))
        {
            ticker.AddOlder(trades);
        }
    }

    private static async Task ReadSecondsAsync(
        NpgsqlConnection connection, MarketBook book, DateTime openSince, CancellationToken cancellationToken)
    {
        var symbols = book.Tickers.Select(ticker => ticker.Symbol).ToArray();
        DateTime[] minutes = [.. book.Tickers.Select(ticker => Interval.Minute.BucketOf(ticker.FirstSecond))];
        var counts = new Dictionary<DateTime, long>();
        await foreach (var row in HydrationRows.ReadAsync(connection, HydrationSql.Counts(symbols, minutes), cancellationToken).ConfigureAwait(false))
        {
            counts.Add(row.GetDateTime(0), row.GetInt64(1));
        }

        var from = HydrationRows.FirstSecond(counts);
        DateTime[] since = [.. book.Tickers.Select(ticker => CandleStore.Later(ticker.FirstSecond, from))];
        InstrumentBook? last = null;
        var trades = HydrationRows.TradesAsync(connection, HydrationSql.Seconds(symbols, since, openSince), book.Find, cancellationToken);
        await foreach (var (ticker, trade) in trades.ConfigureAwait(false))
        {
            if (ticker != last)
            {
                last?.Settle();
                last = ticker;
            }

            ticker.AddToSeconds(trade);
        }

        last?.Settle();
    }

    private static async Task ReadMinutesAsync(NpgsqlConnection connection, MarketBook book, CancellationToken cancellationToken)
    {
        var symbols = book.Tickers.Select(ticker => ticker.Symbol).ToArray();
        DateTime[] since = [.. book.Tickers.Select(ticker => ticker.FirstMinute)];
        InstrumentBook? ticker = null;
        await foreach (var row in HydrationRows.ReadAsync(connection, HydrationSql.Minutes(symbols, since), cancellationToken).ConfigureAwait(false))
        {
            var symbol = row.GetString(0);
            if (ticker is null || ticker.Symbol != symbol)
            {
                ticker = book.Find(symbol)!;
            }

            ticker.Restore(HydrationRows.FoldOf(row));
        }
    }
}
