using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Market.Hydrating;

/// <summary>
/// Fills the books of every feed but trades, in the transaction of <see cref="Hydrator"/>: the newest prices say which instruments
/// these are, and each is a range of the candles' key. All venues of a symbol together are merged from those of each.
/// </summary>
internal static class PriceHydrator
{
    public static async Task FillAsync(TerminalDbContext database, InstrumentBooks books, CancellationToken cancellationToken)
    {
        await ReadNewestAsync(database, books, cancellationToken).ConfigureAwait(false);
        var connection = (NpgsqlConnection)database.Database.GetDbConnection();
        InstrumentBook[] atVenues = [.. books.Where(book => !book.Instrument.IsConsolidated)];
        var counts = await ReadMinutesAsync(connection, books, atVenues, cancellationToken).ConfigureAwait(false);
        var from = HydrationRows.FirstSecond(counts);
        foreach (var feed in atVenues.GroupBy(book => book.Instrument.Feed))
        {
            await ReadSecondsAsync(connection, books, [.. feed], from, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ReadNewestAsync(TerminalDbContext database, InstrumentBooks books, CancellationToken cancellationToken)
    {
        // One more than it holds, so that it knows of others.
        var newestFirst = database.LatestPrices.AsNoTracking()
            .OrderByDescending(row => row.EventTime).ThenBy(row => row.Feed).ThenBy(row => row.Symbol).ThenBy(row => row.Venue)
            .Take(MarketBook.PricesCapacity + 1);
        await foreach (var row in newestFirst.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var price = new PricePoint(
                row.Symbol, row.Venue, new PriceMark(row.Price, row.EventTime, row.SourcePartition, row.SourceOffset), row.Volume)
            {
                Bid = row.Bid,
                Ask = row.Ask,
                BidSize = row.BidSize,
                AskSize = row.AskSize,
                Origin = PriceOrigins.Of(row.Origin),
                RealAt = row.RealAt,
            };
            foreach (var instrument in MarketBook.InstrumentsOf(row.Feed, row.Symbol, row.Venue))
            {
                books.Open(instrument, row.EventTime, isFilled: true)?.Renew(price);
            }
        }
    }

    /// <summary>How many prices of each minute belong to second candles.</summary>
    private static async Task<Dictionary<DateTime, long>> ReadMinutesAsync(
        NpgsqlConnection connection, InstrumentBooks books, InstrumentBook[] atVenues, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<DateTime, long>();
        var merged = new MergedMinutes(books);
        await foreach (var row in HydrationRows.ReadAsync(connection, Minutes(atVenues), cancellationToken).ConfigureAwait(false))
        {
            var book = atVenues[row.GetInt64(0) - 1];
            var fold = HydrationRows.FoldOf(row);
            var marks = new MinuteMarks(fold.Open.At, fold.Close.At, fold.Count);
            book.Restore(marks);
            if (fold.Bucket >= book.FirstMinute)
            {
                book.Restore(fold);
            }

            if (fold.Close.At >= book.FirstSecond)
            {
                counts[fold.Bucket] = counts.GetValueOrDefault(fold.Bucket) + fold.Count;
            }

            // After the venue's own, which it must not change.
            merged.Add(book.Instrument, fold, marks);
        }

        merged.End();
        return counts;
    }

    private static async Task ReadSecondsAsync(
        NpgsqlConnection connection, InstrumentBooks books, InstrumentBook[] ofFeed, DateTime from, CancellationToken cancellationToken)
    {
        var (last, lastAll) = ((InstrumentBook?)null, (InstrumentBook?)null);
        await foreach (var row in HydrationRows.ReadAsync(connection, Seconds(ofFeed, from), cancellationToken).ConfigureAwait(false))
        {
            var book = ofFeed[row.GetInt64(0) - 1];
            if (book != last)
            {
                last?.Settle();
                last = book;
                var all = book.Instrument.Venue.Length == 0 ? null : books.Find(new Instrument(book.Instrument.Feed, book.Symbol));
                if (all != lastAll)
                {
                    lastAll?.Settle();
                    lastAll = all;
                }
            }

            var price = new PricePoint(
                book.Symbol, book.Instrument.Venue, new PriceMark(row.GetDecimal(1), row.GetDateTime(3), row.GetInt32(4), row.GetInt64(5)),
                row.GetDecimal(2));
            book.AddToSeconds(price);
            if (price.Mark.At >= lastAll?.FirstSecond)
            {
                lastAll.AddToSeconds(price);
            }
        }

        last?.Settle();
        lastAll?.Settle();
    }

    /// <summary>One instrument after the other, ascending; and however old, the newest minutes of which the rhythm is made.</summary>
    private static NpgsqlCommand Minutes(InstrumentBook[] books) => HydrationSql.Command(
        FormattableString.Invariant($"""
        SELECT place, kept.* FROM unnest($1, $2, $3, $4) WITH ORDINALITY AS k(feed, symbol, venue, since, place) CROSS JOIN LATERAL (
            SELECT bucket, open, close, high, low, {HydrationSql.Figures}, tick_count,
                open_at, open_partition, open_offset, close_at, close_partition, close_offset, {HydrationSql.ExactFigures}
            FROM feed_candles_1m c WHERE c.feed = k.feed AND c.symbol = k.symbol AND c.venue = k.venue AND bucket >= LEAST(k.since, (
                SELECT min(bucket) FROM (
                    SELECT bucket FROM feed_candles_1m n WHERE n.feed = k.feed AND n.symbol = k.symbol AND n.venue = k.venue
                    ORDER BY bucket DESC LIMIT {Rhythm.Minutes + 1}) newest))
            ORDER BY bucket OFFSET 0) kept
        """),
        HydrationSql.Texts([.. books.Select(book => book.Instrument.Feed)]), HydrationSql.Texts([.. books.Select(book => book.Symbol)]),
        HydrationSql.Texts([.. books.Select(book => book.Instrument.Venue)]),
        HydrationSql.Times([.. books.Select(book => book.FirstMinute)]));

    // The feed as a literal: the view then reads that feed's own table and nothing else. The last bound leaves out the days before.
    private static NpgsqlCommand Seconds(InstrumentBook[] books, DateTime from)
    {
        DateTime[] since = [.. books.Select(book => book.FirstSecond > from ? book.FirstSecond : from)];
        return HydrationSql.Command(
            $"""
            SELECT place, priced.* FROM unnest($1, $2, $3) WITH ORDINALITY AS k(symbol, venue, since, place) CROSS JOIN LATERAL (
                SELECT price, volume, event_time, source_partition, source_offset FROM prices p
                WHERE feed = '{books[0].Instrument.Feed}' AND p.symbol = k.symbol AND p.venue = k.venue
                    AND event_time >= since AND event_time >= $4
                ORDER BY event_time OFFSET 0) priced
            """,
            HydrationSql.Texts([.. books.Select(book => book.Symbol)]),
            HydrationSql.Texts([.. books.Select(book => book.Instrument.Venue)]),
            HydrationSql.Times(since), HydrationSql.Time(since.Min()));
    }

    /// <summary>The minutes of one symbol over all its venues, which come one after the other.</summary>
    private sealed class MergedMinutes(InstrumentBooks books)
    {
        private readonly SortedDictionary<DateTime, CandleFold> _folds = [];
        private InstrumentBook? _book;

        public void Add(Instrument atVenue, CandleFold fold, MinuteMarks marks)
        {
            if (atVenue.Venue.Length == 0)
            {
                return;
            }

            if (_book?.Instrument.Feed != atVenue.Feed || _book.Symbol != atVenue.Symbol)
            {
                End();
                _book = books.Find(new Instrument(atVenue.Feed, atVenue.Symbol));
            }

            _book?.Restore(marks);
            if (fold.Bucket < _book?.FirstMinute)
            {
                return;
            }

            if (!_folds.TryGetValue(fold.Bucket, out var merged))
            {
                _folds.Add(fold.Bucket, merged = new CandleFold(fold.Bucket));
            }

            merged.Add(fold);
        }

        public void End()
        {
            foreach (var fold in _folds.Values)
            {
                _book?.Restore(fold);
            }

            _folds.Clear();
        }
    }
}
