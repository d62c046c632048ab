using System.Data;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Market;

/// <summary>
/// Fills the books from the database as of one moment, so that a restarted terminal shows what it showed
/// before. One read-only transaction sees trades, candles and offsets of the same instant.
/// </summary>
internal sealed class Hydrator(IDbContextFactory<TerminalDbContext> databases)
{
    /// <summary>Bound on the trades read for second candles; at higher rates they begin later.</summary>
    private const int MaxTrades = 1_000_000;

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
        await ReadTapesAsync(database, book, cancellationToken).ConfigureAwait(false);
        await ReadSecondsAsync(database, book, cancellationToken).ConfigureAwait(false);
        await ReadMinutesAsync(database, book, cancellationToken).ConfigureAwait(false);
        return (book, next);
    }

    private static async Task ReadTapesAsync(TerminalDbContext database, MarketBook book, CancellationToken cancellationToken)
    {
        // The last trade of each first: it decides which tickers the book holds.
        await foreach (var row in Newest(database, 1).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            book.Open(row.Ticker, row.ExecutedAt, isFilled: true);
        }

        await foreach (var row in Newest(database, TapeBook.Depth).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            book.Find(row.Ticker)?.AddToTape(row.ToTrade());
        }
    }

    /// <summary>Oldest first, which a tape takes without moving what it has.</summary>
    private static IAsyncEnumerable<TradeRow> Newest(TerminalDbContext database, int count) => NewestTrades
        .PerTicker(database, count)
        .OrderBy(row => row.ExecutedAt).ThenBy(row => row.SourcePartition).ThenBy(row => row.SourceOffset)
        .AsAsyncEnumerable();

    private static async Task ReadSecondsAsync(TerminalDbContext database, MarketBook book, CancellationToken cancellationToken)
    {
        var symbols = book.Tickers.Select(ticker => ticker.Symbol).ToArray();
        var since = book.Tickers.Select(ticker => ticker.FirstSecond).ToArray();
        var trades = database.Trades.FromSql(
            $"""
            SELECT t.* FROM unnest({symbols}, {since}) AS s(symbol, since)
            JOIN trades t ON t.ticker = s.symbol AND t.executed_at >= s.since
            """).AsNoTracking();
        var beyond = await trades.OrderByDescending(row => row.ExecutedAt).Skip(MaxTrades)
            .Select(row => (DateTime?)row.ExecutedAt).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        // The second that the bound falls into would be a part of one.
        var from = beyond is null ? DateTime.UnixEpoch : Interval.Second.BucketOf(beyond.Value).AddSeconds(1);
        var rows = trades.Where(row => row.ExecutedAt >= from).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            book.Find(row.Ticker)!.AddToSeconds(row.ToTrade());
        }
    }

    private static async Task ReadMinutesAsync(TerminalDbContext database, MarketBook book, CancellationToken cancellationToken)
    {
        var symbols = book.Tickers.Select(ticker => ticker.Symbol).ToArray();
        var since = book.Tickers.Select(ticker => ticker.FirstMinute).ToArray();
        var candles = database.Candles.FromSql(
            $"""
            SELECT c.* FROM unnest({symbols}, {since}) AS s(symbol, since)
            JOIN candles_1m c ON c.ticker = s.symbol AND c.bucket >= s.since
            """)
            .OrderBy(row => row.Ticker).ThenBy(row => row.Bucket)
            .Select(row => new CandleRow
            {
                Ticker = row.Ticker,
                Bucket = row.Bucket,
                Open = row.Open,
                High = row.High,
                Low = row.Low,
                Close = row.Close,
                Volume = row.Volume,
                Notional = Math.Min(row.Notional, CandleFold.LargestNotional),
                TradeCount = row.TradeCount,
                OpenAt = row.OpenAt,
                OpenPartition = row.OpenPartition,
                OpenOffset = row.OpenOffset,
                CloseAt = row.CloseAt,
                ClosePartition = row.ClosePartition,
                CloseOffset = row.CloseOffset,
            })
            .AsAsyncEnumerable();
        await foreach (var row in candles.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            book.Find(row.Ticker)!.Restore(Fold(row));
        }
    }

    private static CandleFold Fold(CandleRow row) => CandleFold.Restore(
        row.Ticker,
        row.Bucket,
        new PriceMark(row.Open, row.OpenAt, row.OpenPartition, row.OpenOffset),
        new PriceMark(row.Close, row.CloseAt, row.ClosePartition, row.CloseOffset),
        row.High,
        row.Low,
        row.Volume,
        (Int128)(row.Notional * Trade.NotionalUnits),
        row.TradeCount);
}
