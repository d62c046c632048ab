using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market.Health;

namespace TradeTerminal.Market.Prices;

/// <summary>What <see cref="MarketBoard"/> reads, each by one query for all symbols.</summary>
internal static class PriceQueries
{
    /// <summary>The symbols and venues with the newest prices.</summary>
    public static Task<List<LatestPriceRow>> LatestAsync(TerminalDbContext database, CancellationToken cancellationToken) =>
        database.LatestPrices.AsNoTracking()
            .OrderByDescending(row => row.EventTime).ThenBy(row => row.Feed).ThenBy(row => row.Symbol).ThenBy(row => row.Venue)
            .Take(MarketBoard.Capacity)
            .ToListAsync(cancellationToken);

    public static async Task<Dictionary<Instrument, PriceHistory>> HistoryAsync(
        TerminalDbContext database, DateTime today, CancellationToken cancellationToken)
    {
        var days = await Days(database, today).ToDictionaryAsync(
            row => new Instrument(row.Feed, row.Symbol, row.Venue), row => row.Figures, cancellationToken).ConfigureAwait(false);
        var histories = new Dictionary<Instrument, PriceHistory>(days.Count);
        var minutes = await Minutes(database).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var group in minutes.GroupBy(row => new Instrument(row.Feed, row.Symbol, row.Venue)))
        {
            var own = group.OrderBy(row => row.Bucket).ToList();
            histories.Add(group.Key, new PriceHistory(
                today,
                days.GetValueOrDefault(group.Key),
                [.. own.Select(row => row.Close)],
                Rhythm.OfMinutes([.. own.Select(row => new MinuteMarks(row.OpenAt, row.CloseAt, row.Count))])));
        }

        return histories;
    }

    private static IQueryable<MinuteRow> Minutes(TerminalDbContext database) => database.Database.SqlQuery<MinuteRow>(
        $"""
        SELECT l.feed AS "Feed", l.symbol AS "Symbol", l.venue AS "Venue", c.bucket AS "Bucket", c.close AS "Close",
            c.open_at AS "OpenAt", c.close_at AS "CloseAt", c.tick_count AS "Count"
        FROM (SELECT feed, symbol, venue FROM latest_prices ORDER BY event_time DESC LIMIT {MarketBoard.Capacity}) l
        CROSS JOIN LATERAL (
            SELECT bucket, close, open_at, close_at, tick_count FROM feed_candles_1m
            WHERE feed = l.feed AND symbol = l.symbol AND venue = l.venue
            ORDER BY bucket DESC LIMIT {MarketBoard.Closes}) c
        """);

    private static IQueryable<DayRow> Days(TerminalDbContext database, DateTime today) => database.Database.SqlQuery<DayRow>(
        $"""
        SELECT feed AS "Feed", symbol AS "Symbol", venue AS "Venue", (array_agg(open ORDER BY bucket))[1] AS "Open",
            max(high) AS "High", min(low) AS "Low", (array_agg(close ORDER BY bucket DESC))[1] AS "Last", sum(volume) AS "Volume",
            LEAST(sum(notional), {CandleFold.LargestNotional}) AS "Notional", sum(tick_count)::bigint AS "Count"
        FROM feed_candles_1m WHERE bucket >= {today} AND bucket < {today.AddDays(1)}
        GROUP BY feed, symbol, venue
        """);

    internal sealed record MinuteRow(
        string Feed, string Symbol, string Venue, DateTime Bucket, decimal Close, DateTime OpenAt, DateTime CloseAt, long Count);

    internal sealed record DayRow(
        string Feed, string Symbol, string Venue, decimal Open, decimal High, decimal Low, decimal Last, decimal Volume,
        decimal Notional, long Count)
    {
        public SessionFigures Figures => new(Open, High, Low, Last, Volume, Notional, Count);
    }
}
