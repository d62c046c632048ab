using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Days;
using TradeTerminal.Ingest.Deletions;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Market;

namespace TradeTerminal.Terminal.Hours;

/// <summary>Traded volume by hour, from the stored minute candles; hours without a trade have no row.</summary>
public sealed class VolumeHourStore(
    [FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases, MarketUpdates updates, TimeProvider time,
    ILogger<VolumeHourStore> logger, SymbolDeletions? deletions = null)
    : DayStore<VolumeHourQuestion, VolumeHour>(databases, updates, time, logger, deletions)
{
    protected override async Task<ImmutableArray<VolumeHour>> ReadAsync(
        TerminalDbContext database, VolumeHourQuestion question, DayBefore<VolumeHour>? before, CancellationToken cancellationToken)
    {
        var (from, to) = (question.From.ToDateTime(default, DateTimeKind.Utc), question.To.ToDateTime(default, DateTimeKind.Utc));
        return question.Filter.IsAll
            ? await OfAllAsync(database, from, to, before, cancellationToken).ConfigureAwait(false)
            : await OfAsync(database, [.. question.Filter.Symbols], from, to, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// An hour of all tickers may be a million candles: those that are over are kept, and one of them is read again each time, for
    /// what comes late.
    /// </summary>
    private async Task<ImmutableArray<VolumeHour>> OfAllAsync(
        TerminalDbContext database, DateTime from, DateTime to, DayBefore<VolumeHour>? before, CancellationToken cancellationToken)
    {
        var hours = new SortedDictionary<DateTime, VolumeHour>((before?.Rows ?? []).ToDictionary(row => row.Hour));
        var all = Enumerable.Range(0, (int)(to - from).TotalHours).Select(hour => from.AddHours(hour)).ToList();
        foreach (var hour in before?.Stale(all, hour => hour.AddHours(1)).Where(hour => hour <= Time.GetUtcNow().UtcDateTime) ?? all)
        {
            hours.Remove(hour);
            if (await HourAsync(database, hour, cancellationToken).ConfigureAwait(false) is { Count: > 0 } read)
            {
                hours.Add(hour, read);
            }
        }

        return [.. hours.Values];
    }

    private static async Task<VolumeHour> HourAsync(TerminalDbContext database, DateTime hour, CancellationToken cancellationToken)
    {
        var to = hour.AddHours(1);
        var row = await database.Database.SqlQuery<Row>(
            $"""
            SELECT {hour} AS "Hour", fit_decimal(coalesce(sum(volume), 0)) AS "Volume",
                fit_notional(coalesce(sum(notional), 0)) AS "Notional", coalesce(sum(trade_count), 0)::bigint AS "Count"
            FROM candles_1m WHERE bucket >= {hour} AND bucket < {to}
            """).SingleAsync(cancellationToken).ConfigureAwait(false);
        return VolumeHourOf(row);
    }

    /// <summary>Each ticker by itself, so that each is a range of the candles' key.</summary>
    private static async Task<ImmutableArray<VolumeHour>> OfAsync(
        TerminalDbContext database, string[] tickers, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var rows = await database.Database.SqlQuery<Row>(
            $"""
            SELECT date_bin('1 hour', c.bucket, 'epoch') AS "Hour", fit_decimal(sum(c.volume)) AS "Volume",
                fit_notional(sum(c.notional)) AS "Notional", sum(c.trade_count)::bigint AS "Count"
            FROM unnest({tickers}) AS t(ticker) JOIN candles_1m c USING (ticker)
            WHERE c.bucket >= {from} AND c.bucket < {to} GROUP BY 1 ORDER BY 1
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(VolumeHourOf)];
    }

    private static VolumeHour VolumeHourOf(Row row) => new(row.Hour, row.Volume, row.Notional, row.Count);

    private sealed record Row(DateTime Hour, decimal Volume, decimal Notional, long Count);
}
