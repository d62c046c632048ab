using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers.Scenarios;

/// <summary>Trades of a scenario, and what can be asked about them afterwards.</summary>
internal static class ScenarioTrades
{
    public const string Feed = "trades";

    public static SyntheticTrade At(string ticker, DateTime at, decimal price, int volume = 100) =>
        new(Guid.CreateVersion7(), ticker, price, volume, Side.Buy, at);

    public static SyntheticEvent ToEvent(this SyntheticTrade trade) => new(trade.Ticker, TradeEncoding.Encode(trade));

    public static async Task<ScenarioCheck> StoredAsync(
        TerminalDbContext database, IReadOnlyCollection<SyntheticTrade> trades, CancellationToken cancellationToken)
    {
        var ids = trades.Select(trade => trade.TradeId).Distinct().ToArray();
        var stored = await database.Trades.CountAsync(trade => ids.Contains(trade.TradeId), cancellationToken).ConfigureAwait(false);
        return new ScenarioCheck("Every trade is stored once", stored == ids.Length, $"{stored:N0} of {ids.Length:N0} stored");
    }

    /// <summary>The minute candles of these trades against a recomputation from everything stored of those minutes.</summary>
    public static async Task<ScenarioCheck> CandlesAsync(
        TerminalDbContext database, IReadOnlyCollection<SyntheticTrade> trades, CancellationToken cancellationToken)
    {
        var minutes = trades.Select(trade => (trade.Ticker, Minute: Minute(trade.ExecutedAt))).Distinct().ToArray();
        var (tickers, buckets) = (minutes.Select(minute => minute.Ticker).ToArray(), minutes.Select(minute => minute.Minute).ToArray());
        var equal = await database.Database.SqlQuery<int>(
            $"""
             SELECT count(*)::int AS "Value"
             FROM unnest({tickers}, {buckets}) AS wanted (ticker, bucket)
             JOIN candles_1m c ON c.ticker = wanted.ticker AND c.bucket = wanted.bucket
             CROSS JOIN LATERAL (
                 SELECT count(*) AS trade_count, sum(volume) AS volume, min(price) AS low, max(price) AS high,
                     (array_agg(price ORDER BY executed_at, source_partition, source_offset))[1] AS open,
                     (array_agg(price ORDER BY executed_at DESC, source_partition DESC, source_offset DESC))[1] AS close
                 FROM trades t
                 WHERE t.ticker = wanted.ticker AND t.executed_at >= wanted.bucket AND t.executed_at < wanted.bucket + interval '1 minute') AS r
             WHERE (c.trade_count, c.volume, c.low, c.high, c.open, c.close) = (r.trade_count, r.volume, r.low, r.high, r.open, r.close)
             """).SingleAsync(cancellationToken).ConfigureAwait(false);
        return new ScenarioCheck(
            "The minute candles equal a recomputation from the stored trades", equal == minutes.Length,
            $"{equal} of {minutes.Length} candles equal");
    }

    public static DateTime Minute(DateTime at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));
}
