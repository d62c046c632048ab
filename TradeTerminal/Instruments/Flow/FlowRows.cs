using System.Collections.Immutable;
using System.Data;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Alerts.Rules;
using TradeTerminal.Ingest.Prices;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Instruments.Flow;

/// <summary>Reads order flow: the trailing minute as the rule has stored it, and the minutes from the orders themselves.</summary>
internal static class FlowRows
{
    private const string Feed = "order_book";

    /// <summary>
    /// At one instant, so that the minute and the minutes fit together; symbols without orders are not in the answer. Minutes that are
    /// over are taken from <paramref name="known"/> until the next begins: a late order shows in them then.
    /// </summary>
    public static async Task<Dictionary<string, OrderFlow>> ReadAsync(
        TerminalDbContext database, string[] symbols, FlowSnapshot known, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database
            .BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        var rows = await database.RuleStates.AsNoTracking().Where(row => row.Feed == Feed && symbols.Contains(row.Key))
            .Select(row => new { row.Key, row.State }).ToListAsync(cancellationToken).ConfigureAwait(false);
        var states = rows.ConvertAll(row => (Symbol: row.Key, State: Parse(row.State)));
        var froms = states.ConvertAll(one => Known(known, one.Symbol, one.State.At) is null
            ? OrderFlow.FirstMinute(one.State.At) : Interval.Minute.BucketOf(one.State.At));
        var minutes = await MinutesAsync(
            database, [.. states.Select(one => one.Symbol)], [.. froms],
            [.. states.Select(one => Interval.Minute.BucketOf(one.State.At).AddMinutes(1))], cancellationToken).ConfigureAwait(false);
        return states.Zip(froms).ToDictionary(one => one.First.Symbol, one =>
        {
            var ((symbol, state), from) = one;
            var before = Known(known, symbol, state.At)?.Minutes.Where(minute => minute.Time < from) ?? [];
            var read = minutes[symbol].Select(row => new FlowMinute(row.Minute, row.Bought, row.Sold, row.Orders));
            return new OrderFlow(symbol, state.Bought, state.Sold, state.Orders, state.From, state.At, [.. before, .. read]);
        });
    }

    private static FlowState Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FlowState.Read(document.RootElement);
    }

    /// <summary>What was read in the same minute.</summary>
    private static OrderFlow? Known(FlowSnapshot known, string symbol, DateTime at) =>
        known.Of(symbol) is { } flow && Interval.Minute.BucketOf(flow.At) == Interval.Minute.BucketOf(at) ? flow : null;

    /// <summary>By the index of symbol and time, one symbol after the other.</summary>
    private static async Task<ILookup<string, MinuteRow>> MinutesAsync(
        TerminalDbContext database, string[] symbols, DateTime[] froms, DateTime[] tos, CancellationToken cancellationToken)
    {
        var rows = symbols.Length == 0 ? [] : await database.Database.SqlQuery<MinuteRow>(
            $"""
            SELECT asked.symbol AS "Symbol", m.minute AS "Minute", m.bought AS "Bought", m.sold AS "Sold", m.orders AS "Orders"
            FROM unnest({symbols}, {froms}, {tos}) AS asked(symbol, since, until)
            CROSS JOIN LATERAL (
                SELECT date_bin('1 minute', event_time, TIMESTAMPTZ '2000-01-01 00:00Z') AS minute,
                    fit_decimal(coalesce(sum(quantity) FILTER (WHERE side = 'buy'), 0)) AS bought,
                    fit_decimal(coalesce(sum(quantity) FILTER (WHERE side = 'sell'), 0)) AS sold,
                    count(*) FILTER (WHERE side <> 'unknown') AS orders
                FROM book_updates b WHERE b.symbol = asked.symbol AND b.event_time >= asked.since AND b.event_time < asked.until
                GROUP BY 1) m
            ORDER BY 1, 2
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.ToLookup(row => row.Symbol);
    }

    private sealed record MinuteRow(string Symbol, DateTime Minute, decimal Bought, decimal Sold, long Orders);
}
