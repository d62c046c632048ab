using Microsoft.EntityFrameworkCore;

namespace TradeTerminal.Producers.Scenarios.Plays;

/// <summary>Trades of three minutes, up to two hours ago, each sent before the one that came before it.</summary>
internal sealed class OutOfOrder() : Scenario("late", "Out of order and late", ScenarioTrades.Feed)
{
    private const int EachMinute = 10;

    private static readonly TimeSpan[] Ages = [TimeSpan.FromMinutes(2), TimeSpan.FromHours(1), TimeSpan.FromHours(2)];

    public override string LooksFor =>
        "Candles of DEMO-LATE: three, in the minutes the trades belong to (2 minutes, 1 hour and 2 hours ago), each opening at its earliest and closing at its latest trade, though they arrived the other way round.";

    public override string Leaves => "DEMO-LATE";

    public override IReadOnlyList<ScenarioLink> Leads(string symbol) =>
        [new("Its candles", $"/instrument/{symbol}"), new("Its trades", $"/history?tickers={symbol}")];

    public override async Task<ScenarioProof> PlayAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        var ticker = stage.UseSymbol(Leaves);
        var now = stage.UtcNow;
        var trades = Ages.SelectMany(age => Enumerable.Range(0, EachMinute).Select(i => ScenarioTrades.At(
            ticker, ScenarioTrades.Minute(now - age).AddSeconds(i * 5), 30 + (0.1m * i), 10 + i))).ToArray();
        var backwards = trades.OrderByDescending(trade => trade.ExecutedAt).Select(trade => trade.ToEvent()).ToArray();
        await stage.SendAsync(ScenarioTrades.Feed, backwards, cancellationToken).ConfigureAwait(false);
        return async (database, cancellation) =>
        {
            var minutes = Ages.Select(age => ScenarioTrades.Minute(now - age)).ToArray();
            var candles = await database.Candles.AsNoTracking().Where(candle => candle.Ticker == ticker && minutes.Contains(candle.Bucket))
                .ToListAsync(cancellation).ConfigureAwait(false);
            var right = candles.Count(candle => candle.Open == 30 && candle.Close == 30.9m);
            return
            [
                await ScenarioTrades.StoredAsync(database, trades, cancellation).ConfigureAwait(false),
                new("Each of the three minutes opens at 30.0 and closes at 30.9", right == Ages.Length,
                    $"{right} of {Ages.Length} candles do"),
                await ScenarioTrades.CandlesAsync(database, trades, cancellation).ConfigureAwait(false),
            ];
        };
    }
}
