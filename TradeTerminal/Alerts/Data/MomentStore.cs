using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Alerts.Data;

/// <summary>
/// What went on around an alert, from what is stored. Of prices the minute candles, of order flow ten seconds
/// each, of an arbitrage the quotes of both venues, of a position its reports; a volume and a daily loss are drawn from
/// the alert's own inputs.
/// </summary>
public sealed class MomentStore([FromKeyedServices(DatabasePools.Screens)] IDbContextFactory<TerminalDbContext> databases)
{
    private const int MinutesBefore = 20;
    private const int MinutesAfter = 10;
    private const int FlowSlots = 18;
    private const int FlowSlotSeconds = 10;
    private const int SpreadSlots = 30;
    private const int SpreadSlotSeconds = 2;
    private const int MostReports = 60;

    private static readonly TimeSpan FlowBefore = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan SpreadBefore = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan ReportsWithin = TimeSpan.FromMinutes(15);

    /// <summary>Null when nothing is stored of it any more. <paramref name="clock"/> writes a time with its zone.</summary>
    public async Task<Moment?> ReadAsync(AlertRow alert, AlertFigures figures, Func<DateTime, string> clock,
        CancellationToken cancellationToken)
    {
        if (!AlertKinds.TryParse(alert.Kind, out var kind))
        {
            return null;
        }

        switch (kind)
        {
            case AlertKind.VolumeSpike:
                return Volumes(figures);
            case AlertKind.Risk when figures.Number("pnl") is not null:
                return Losses(figures);
            case AlertKind.Risk:
                return await ReportsAsync(alert, figures, clock, cancellationToken);
            case AlertKind.Arbitrage when figures.Text("buyVenue") is { } buy && figures.Text("sellVenue") is { } sell:
                return await SpreadsAsync(alert, buy, sell, figures, clock, cancellationToken);
            case AlertKind.OrderImbalance:
                return await FlowAsync(alert, clock, cancellationToken);
            default:
                return await PricesAsync(alert, figures, clock, cancellationToken);
        }
    }

    private static Moment? Volumes(AlertFigures figures)
    {
        var preceding = figures.Numbers("preceding");
        if (preceding.IsEmpty || figures.Number("volume") is not { } volume)
        {
            return null;
        }

        var limit = figures.Number("thresholdRatio") * (preceding.Sum() / preceding.Length);
        return new Moment(
            $"volumes of the tick and the {preceding.Length} before it",
            preceding.Length + 1,
            preceding.Length + 0.5m,
            [.. preceding.Select((value, slot) => MomentBar.Of(slot, value)), MomentBar.Of(preceding.Length, volume, isMarked: true)],
            limit is { } level ? [new MomentLevel("limit", Math.Round(level, 2))] : [],
            $"{preceding.Length} ticks before",
            "the tick");
    }

    private static Moment? Losses(AlertFigures figures)
    {
        var positions = figures.NumbersOf("pnl ").OrderBy(position => position.Value).ToList();
        return positions.Count == 0 ? null : new Moment(
            "P&L of the day by position, largest loss first",
            positions.Count,
            -1,
            [.. positions.Select((position, slot) => MomentBar.Of(slot, position.Value))],
            figures.Number("threshold") is { } limit ? [new MomentLevel("limit for the sum", limit)] : [],
            positions[0].Name,
            positions.Count > 1 ? positions[^1].Name : "");
    }

    private async Task<Moment?> PricesAsync(
        AlertRow alert, AlertFigures figures, Func<DateTime, string> clock, CancellationToken cancellationToken)
    {
        var minute = Interval.Minute.BucketOf(alert.DetectedAt);
        var (from, to) = (minute.AddMinutes(-MinutesBefore), minute.AddMinutes(MinutesAfter));
        var venue = alert.Venue;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var candles = alert.Feed == "trades"
            ? database.Candles.AsNoTracking().Where(row => row.Ticker == alert.Symbol && row.Bucket >= from && row.Bucket < to)
                .Select(row => new Minute(row.Bucket, row.Open, row.High, row.Low, row.Close))
            : database.FeedCandles.AsNoTracking()
                .Where(row => row.Feed == alert.Feed && row.Symbol == alert.Symbol
                    && row.Venue == venue && row.Bucket >= from && row.Bucket < to)
                .Select(row => new Minute(row.Bucket, row.Open, row.High, row.Low, row.Close));
        var minutes = await candles.ToListAsync(cancellationToken);
        return minutes.Count == 0 ? null : new Moment(
            $"minute candles of {alert.Symbol}{(venue.Length > 0 ? $" on {venue}" : "")}",
            MinutesBefore + MinutesAfter,
            (decimal)(alert.DetectedAt - from).TotalMinutes,
            [.. minutes.Select(candle => new MomentBar(
                (int)(candle.Bucket - from).TotalMinutes, candle.Open, candle.Close, candle.Low, candle.High, candle.Bucket == minute))],
            [.. Levels(figures, "previous", "price", "level")],
            clock(from),
            clock(to));
    }

    /// <summary>From what buying costs at the one venue to what selling brings at the other: the bar rises while there is a gain.</summary>
    private async Task<Moment?> SpreadsAsync(
        AlertRow alert, string buy, string sell, AlertFigures figures, Func<DateTime, string> clock, CancellationToken cancellationToken)
    {
        var from = alert.DetectedAt - SpreadBefore;
        var to = from.AddSeconds(SpreadSlots * SpreadSlotSeconds);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var quotes = await database.Database.SqlQuery<Quoted>(
            $"""
            SELECT DISTINCT ON (1, 2) floor(extract(epoch FROM event_time - {from}) / {SpreadSlotSeconds})::int AS "Slot",
                venue AS "Venue", bid AS "Bid", ask AS "Ask"
            FROM quotes WHERE symbol = {alert.Symbol} AND event_time >= {from} AND event_time < {to} AND venue IN ({buy}, {sell})
            ORDER BY 1, 2, event_time DESC, source_partition DESC, source_offset DESC
            """).ToListAsync(cancellationToken);
        var bars = new List<MomentBar>();
        decimal? ask = null, bid = null;
        for (var slot = 0; slot < SpreadSlots; slot++)
        {
            // A quote stands until the next one.
            foreach (var quote in quotes.Where(quote => quote.Slot == slot))
            {
                (ask, bid) = (quote.Venue == buy ? quote.Ask : ask, quote.Venue == sell ? quote.Bid : bid);
            }

            if (ask is { } cost && bid is { } gain)
            {
                bars.Add(new MomentBar(
                    slot, cost, gain, Math.Min(cost, gain), Math.Max(cost, gain), slot == SpreadBefore.TotalSeconds / SpreadSlotSeconds));
            }
        }

        return bars.Count == 0 ? null : new Moment(
            $"every {SpreadSlotSeconds} s from the ask on {buy} to the bid on {sell}; pale: the bid is higher, which is the opportunity",
            SpreadSlots,
            (decimal)SpreadBefore.TotalSeconds / SpreadSlotSeconds,
            [.. bars],
            [.. Levels(figures, "ask", "bid")],
            clock(from),
            clock(to));
    }

    private async Task<Moment?> FlowAsync(AlertRow alert, Func<DateTime, string> clock, CancellationToken cancellationToken)
    {
        var from = alert.DetectedAt - FlowBefore;
        var to = from.AddSeconds(FlowSlots * FlowSlotSeconds);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var slots = await database.Database.SqlQuery<FlowSlot>(
            $"""
            SELECT floor(extract(epoch FROM event_time - {from}) / {FlowSlotSeconds})::int AS "Slot",
                fit_decimal(coalesce(sum(quantity) FILTER (WHERE side = 'buy'), 0)) AS "Bought",
                fit_decimal(coalesce(sum(quantity) FILTER (WHERE side = 'sell'), 0)) AS "Sold"
            FROM book_updates WHERE symbol = {alert.Symbol} AND event_time >= {from} AND event_time < {to} GROUP BY 1
            """).ToListAsync(cancellationToken);
        return slots.Count == 0 ? null : new Moment(
            $"ordered of {alert.Symbol} every {FlowSlotSeconds} s: buy above the line, sell below",
            FlowSlots,
            (decimal)FlowBefore.TotalSeconds / FlowSlotSeconds,
            [.. slots.SelectMany(slot => new[] { MomentBar.Of(slot.Slot, slot.Bought), MomentBar.Of(slot.Slot, -slot.Sold) })],
            [],
            clock(from),
            clock(to));
    }

    private async Task<Moment?> ReportsAsync(
        AlertRow alert, AlertFigures figures, Func<DateTime, string> clock, CancellationToken cancellationToken)
    {
        var instrument = figures.Text("instrument") ?? "";
        var (from, to) = (alert.DetectedAt - ReportsWithin, alert.DetectedAt.AddMinutes(5));
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var reports = await database.Database.SqlQuery<Report>(
            $"""
            SELECT abs(size * average_price) AS "Value", event_time AS "At", source_partition AS "Partition", source_offset AS "Offset"
            FROM trader_positions
            WHERE trader = {alert.Symbol} AND symbol = {instrument} AND event_time >= {from} AND event_time < {to}
            ORDER BY event_time DESC, source_partition DESC, source_offset DESC LIMIT {MostReports}
            """).ToListAsync(cancellationToken);
        reports.Reverse();
        var at = reports.FindIndex(report => report.Partition == alert.SourcePartition && report.Offset == alert.SourceOffset);
        return reports.Count == 0 ? null : new Moment(
            $"value of {alert.Symbol} in {instrument}, report by report",
            reports.Count,
            at < 0 ? -1 : at + 0.5m,
            [.. reports.Select((report, slot) => MomentBar.Of(slot, report.Value, slot == at))],
            [.. Levels(figures, "threshold")],
            clock(reports[0].At),
            clock(reports[^1].At));
    }

    private static IEnumerable<MomentLevel> Levels(AlertFigures figures, params string[] names) => names
        .Where(name => figures.Number(name) is not null)
        .Select(name => new MomentLevel(name, figures.Number(name)!.Value));

    private sealed record Minute(DateTime Bucket, decimal Open, decimal High, decimal Low, decimal Close);

    private sealed record FlowSlot(int Slot, decimal Bought, decimal Sold);

    private sealed record Quoted(int Slot, string Venue, decimal? Bid, decimal? Ask);

    private sealed record Report(decimal Value, DateTime At, int Partition, long Offset);
}
