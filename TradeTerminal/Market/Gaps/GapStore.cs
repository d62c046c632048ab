using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Market.Gaps;

/// <summary>Finds stretches without trades and their reason, from the minute candles and from when the feed was read.</summary>
public sealed class GapStore([FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, DayPartitions days)
{
    public const int DefaultLimit = 100;
    public const int LargestLimit = 500;

    /// <summary>
    /// Stretches of two minutes and longer between trades of <paramref name="ticker"/> in the range, newest first.
    /// Without <paramref name="from"/> the last one is what lies before its first trade.
    /// </summary>
    public async Task<IReadOnlyList<Gap>> ReadAsync(
        string ticker, string topic, DateTime? from, DateTime? to, int limit, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var (first, end) = (from ?? DateTime.UnixEpoch, to ?? DateTime.MaxValue.Date.ToUniversalTime());
        var stretches = await Stretches(database, ticker, topic, first, end)
            .OrderByDescending(stretch => stretch.To).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
        var gaps = stretches.ConvertAll(stretch => new Gap(stretch.From, stretch.To, ReasonOf(stretch)));
        if (from is null && gaps.Count < limit
            && await BeginningAsync(database, ticker, cancellationToken).ConfigureAwait(false) is { } beginning)
        {
            gaps.Add(beginning);
        }

        return gaps;
    }

    // A minute of any ticker between two of this one is another's: this one has none there.
    private static IQueryable<Stretch> Stretches(
        TerminalDbContext database, string ticker, string topic, DateTime from, DateTime to) =>
        database.Database.SqlQuery<Stretch>(
            $"""
            SELECT g.since AS "From", g.until AS "To",
                EXISTS (SELECT FROM candles_1m o WHERE o.bucket >= g.since AND o.bucket < g.until) AS "OthersTraded",
                COALESCE((SELECT sum(extract(epoch FROM upper(read) - lower(read))) FROM (
                    SELECT unnest(range_agg(tstzrange(GREATEST(r.began_at, g.since), LEAST(r.seen_at, g.until)))) AS read
                    FROM feed_reads r WHERE r.topic = {topic} AND r.began_at < g.until AND r.seen_at > g.since) reads), 0)::float8 AS "SecondsRead"
            FROM (SELECT lag(bucket) OVER (ORDER BY bucket) + interval '1 minute' AS since, bucket AS until
                FROM candles_1m WHERE ticker = {ticker} AND bucket >= {from} AND bucket < {to}) g
            WHERE g.until - g.since >= interval '2 minutes'
            """);

    private static GapReason ReasonOf(Stretch stretch) =>
        stretch.OthersTraded ? GapReason.Quiet
        : stretch.SecondsRead < (stretch.To - stretch.From).TotalSeconds / 2 ? GapReason.NotRead
        : GapReason.Silent;

    private async Task<Gap?> BeginningAsync(TerminalDbContext database, string ticker, CancellationToken cancellationToken)
    {
        var first = await database.Candles.Where(row => row.Ticker == ticker)
            .OrderBy(row => row.Bucket).Select(row => (DateTime?)row.Bucket).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return first is { } at
            ? new Gap(null, at, at < days.Horizon.AddDays(1) ? GapReason.Retention : GapReason.Beginning)
            : null;
    }

    private sealed record Stretch(DateTime From, DateTime To, bool OthersTraded, double SecondsRead);
}
