using System.Data;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// Fills the books from the database as of one moment, so that a restarted terminal shows what it showed
/// before. One read-only transaction sees trades, candles and offsets of the same instant. It reads what the book keeps and
/// nothing else: the minute candles say which tickers these are, and how far back each is to be read.
/// </summary>
internal sealed class Hydrator(IDbContextFactory<TerminalDbContext> databases)
{
    /// <summary>Bound on the trades read for tapes. Of more than 400 tickers each has fewer at first, but as many as a screen counts.</summary>
    private const int MostOnTapes = 400_000;

    /// <summary>Bound on the trades read for second candles, in whole minutes; at higher rates they begin later.</summary>
    private const int MostInSeconds = 1_000_000;

    /// <summary>Fewer where it is tried out.</summary>
    internal int OnTapes { get; init; } = MostOnTapes;

    /// <summary>The books, and the next offset by partition: trades before it are in them.</summary>
    public async Task<(MarketBook Book, Dictionary<LogPosition, long> Next)> HydrateAsync(CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await database.Database
            .BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        var next = await database.FeedOffsets.ToDictionaryAsync(
            row => new LogPosition(row.ClusterId, row.Topic, row.Partition), row => row.NextOffset, cancellationToken)
            .ConfigureAwait(false);
        var book = new MarketBook();
        var connection = (NpgsqlConnection)database.Database.GetDbConnection();
        await ReadTickersAsync(connection, book, cancellationToken).ConfigureAwait(false);
        await ReadTapesAsync(connection, book, cancellationToken).ConfigureAwait(false);
        await ReadSecondsAsync(connection, book, cancellationToken).ConfigureAwait(false);
        await ReadMinutesAsync(connection, book, cancellationToken).ConfigureAwait(false);
        return (book, next);
    }

    private static async Task ReadTickersAsync(NpgsqlConnection connection, MarketBook book, CancellationToken cancellationToken)
    {
        // One more than it holds, so that it knows of others.
        var newest = HydrationSql.Tickers(MarketBook.Capacity + 1);
        await foreach (var row in ReadAsync(connection, newest, cancellationToken).ConfigureAwait(false))
        {
            book.Open(row.GetString(0), row.GetDateTime(1), isFilled: true);
        }
    }

    private async Task ReadTapesAsync(NpgsqlConnection connection, MarketBook book, CancellationToken cancellationToken)
    {
        var each = Math.Clamp(OnTapes / Math.Max(1, book.Tickers.Count), MarketSnapshot.DefaultWindow, TapeBook.Depth);
        var symbols = book.Tickers.Select(ticker => ticker.Symbol).ToArray();
        var (ticker, newestFirst) = ((TickerBook?)null, new List<Trade>(each));
        await foreach (var row in ReadAsync(connection, HydrationSql.Tapes(symbols, each), cancellationToken).ConfigureAwait(false))
        {
            var symbol = row.GetString(0);
            if (ticker is null || ticker.Symbol != symbol)
            {
                ToTape(ticker, newestFirst);
                ticker = book.Find(symbol)!;
            }

            newestFirst.Add(TradeOf(row, ticker));
        }

        ToTape(ticker, newestFirst);
    }

    /// <summary>Oldest first, which a tape takes without moving what it has.</summary>
    private static void ToTape(TickerBook? ticker, List<Trade> newestFirst)
    {
        for (var i = newestFirst.Count - 1; i >= 0; i--)
        {
            ticker!.AddToTape(newestFirst[i]);
        }

        newestFirst.Clear();
    }

    private static async Task ReadSecondsAsync(NpgsqlConnection connection, MarketBook book, CancellationToken cancellationToken)
    {
        var symbols = book.Tickers.Select(ticker => ticker.Symbol).ToArray();
        DateTime[] minutes = [.. book.Tickers.Select(ticker => Interval.Minute.BucketOf(ticker.FirstSecond))];
        var from = await FirstSecondAsync(connection, symbols, minutes, cancellationToken).ConfigureAwait(false);
        DateTime[] since = [.. book.Tickers.Select(ticker => CandleStore.Later(ticker.FirstSecond, from))];
        TickerBook? ticker = null;
        await foreach (var row in ReadAsync(connection, HydrationSql.Seconds(symbols, since), cancellationToken).ConfigureAwait(false))
        {
            var symbol = row.GetString(0);
            if (ticker is null || ticker.Symbol != symbol)
            {
                ticker?.Settle();
                ticker = book.Find(symbol)!;
            }

            ticker.AddToSeconds(TradeOf(row, ticker));
        }

        ticker?.Settle();
    }

    /// <summary>The minute from which on there are no more trades than may be read, as the candles count them.</summary>
    private static async Task<DateTime> FirstSecondAsync(
        NpgsqlConnection connection, string[] symbols, DateTime[] since, CancellationToken cancellationToken)
    {
        var (from, trades) = (DateTime.MaxValue, 0L);
        await foreach (var row in ReadAsync(connection, HydrationSql.Counts(symbols, since), cancellationToken).ConfigureAwait(false))
        {
            trades += row.GetInt64(1);
            if (trades > MostInSeconds && from != DateTime.MaxValue)
            {
                return from;
            }

            from = row.GetDateTime(0);
        }

        return DateTime.UnixEpoch;
    }

    private static async Task ReadMinutesAsync(NpgsqlConnection connection, MarketBook book, CancellationToken cancellationToken)
    {
        var symbols = book.Tickers.Select(ticker => ticker.Symbol).ToArray();
        DateTime[] since = [.. book.Tickers.Select(ticker => ticker.FirstMinute)];
        TickerBook? ticker = null;
        await foreach (var row in ReadAsync(connection, HydrationSql.Minutes(symbols, since), cancellationToken).ConfigureAwait(false))
        {
            var symbol = row.GetString(0);
            if (ticker is null || ticker.Symbol != symbol)
            {
                ticker = book.Find(symbol)!;
            }

            ticker.Restore(FoldOf(row, ticker));
        }
    }

    private static async IAsyncEnumerable<NpgsqlDataReader> ReadAsync(
        NpgsqlConnection connection, NpgsqlCommand statement, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = statement;
        command.Connection = connection;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return reader;
        }
    }

    private static Trade TradeOf(NpgsqlDataReader row, TickerBook ticker) => new(
        row.GetGuid(1), ticker.Symbol, row.GetDecimal(2), row.GetInt64(3), row.GetBoolean(4) ? Side.Sell : Side.Buy,
        row.GetDateTime(5), row.GetInt32(6), row.GetInt64(7));

    private static CandleFold FoldOf(NpgsqlDataReader row, TickerBook ticker) => CandleFold.Restore(
        ticker.Symbol,
        row.GetDateTime(1),
        new PriceMark(row.GetDecimal(2), row.GetDateTime(9), row.GetInt32(10), row.GetInt64(11)),
        new PriceMark(row.GetDecimal(3), row.GetDateTime(12), row.GetInt32(13), row.GetInt64(14)),
        row.GetDecimal(4),
        row.GetDecimal(5),
        row.GetDecimal(6),
        (Int128)(row.GetDecimal(7) * Trade.NotionalUnits),
        row.GetInt64(8));
}
