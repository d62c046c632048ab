using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Terminal.Hours;

/// <summary>Traded volume by hour, from the stored minute candles; hours without a trade have no row.</summary>
public sealed class VolumeHourStore(
    [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, MarketUpdates updates, TimeProvider time,
    ILogger<VolumeHourStore> logger)
    : DayStore<VolumeHourQuestion, VolumeHour>(databases, updates, time, logger)
{
    protected override async Task<ImmutableArray<VolumeHour>> ReadAsync(
        TerminalDbContext database, VolumeHourQuestion question, CancellationToken cancellationToken)
    {
        var (from, to) = (question.From.ToDateTime(default, DateTimeKind.Utc), question.To.ToDateTime(default, DateTimeKind.Utc));
        // Each ticker by itself, so that each is a range of the candles' key.
        var rows = await (question.Filter.IsAll
            ? database.Database.SqlQuery<Row>(
                $"""
                SELECT date_bin('1 hour', bucket, 'epoch') AS "Hour", sum(volume) AS "Volume",
                    LEAST(sum(notional), {CandleFold.LargestNotional}) AS "Notional", sum(trade_count)::bigint AS "Count"
                FROM candles_1m WHERE bucket >= {from} AND bucket < {to} GROUP BY 1 ORDER BY 1
                """)
            : database.Database.SqlQuery<Row>(
                $"""
                SELECT date_bin('1 hour', c.bucket, 'epoch') AS "Hour", sum(c.volume) AS "Volume",
                    LEAST(sum(c.notional), {CandleFold.LargestNotional}) AS "Notional", sum(c.trade_count)::bigint AS "Count"
                FROM unnest({question.Filter.Symbols.ToArray()}) AS t(ticker) JOIN candles_1m c USING (ticker)
                WHERE c.bucket >= {from} AND c.bucket < {to} GROUP BY 1 ORDER BY 1
                """)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new VolumeHour(row.Hour, row.Volume, row.Notional, row.Count))];
    }

    private sealed record Row(DateTime Hour, decimal Volume, decimal Notional, long Count);
}
