using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace TradeTerminal.Producers.Scenarios.Plays;

/// <summary>A ticker that traded every second until half a minute ago, and has been silent since.</summary>
internal sealed class QuietTicker() : Scenario("quiet", "Quiet ticker", ScenarioTrades.Feed)
{
    private const string Ticker = "DEMO-QUIET";
    private const int Trades = 20;

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(3);

    public override string LooksFor =>
        "DEMO-QUIET is stale by its own rhythm of a trade a second, and its age grows from half a minute on, while other tickers stay live; no price and no candle is made up for the silence.";

    public override string Leaves => Ticker;

    public override IReadOnlyList<ScenarioLink> Leads(string symbol) =>
        [new("Its age", $"/instrument/{symbol}"), new("Market", $"/market?find={symbol}")];

    public override async Task<ScenarioProof> PlayAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        var last = stage.UtcNow - Silence;
        var ticker = stage.UseSymbol(Ticker);
        var trades = Enumerable.Range(1 - Trades, Trades).Select(i => ScenarioTrades.At(ticker, last.AddSeconds(i), 50)).ToArray();
        await stage.SendAtOnceAsync(ScenarioTrades.Feed, [.. trades.Select(trade => trade.ToEvent())], cancellationToken).ConfigureAwait(false);
        await Task.Delay(stage.IsSlow ? ScenarioStage.Watched : Watch, stage.Time, cancellationToken).ConfigureAwait(false);
        return async (database, cancellation) =>
        {
            var newest = await database.Trades.Where(trade => trade.Ticker == ticker && trade.ExecutedAt >= last.AddSeconds(-Trades))
                .MaxAsync(trade => (DateTime?)trade.ExecutedAt, cancellation).ConfigureAwait(false);
            var later = await database.Candles.CountAsync(candle => candle.Ticker == ticker
                && candle.Bucket > ScenarioTrades.Minute(last), cancellation).ConfigureAwait(false);
            var shown = stage.Market.Find(ticker)?.Last.ExecutedAt;
            return
            [
                await ScenarioTrades.StoredAsync(database, trades, cancellation).ConfigureAwait(false),
                new("Its newest trade is as old as it was sent", newest == last, Age(newest, stage.UtcNow)),
                new("The screens show it with that age", shown == last, Age(shown, stage.UtcNow)),
                new("No candle came after its last trade", later == 0, $"{later} candles after it"),
            ];
        };
    }

    private static string Age(DateTime? at, DateTime utcNow) =>
        at is null ? "no trade" : string.Create(CultureInfo.InvariantCulture, $"{(utcNow - at.Value).TotalSeconds:F1} s old");
}
