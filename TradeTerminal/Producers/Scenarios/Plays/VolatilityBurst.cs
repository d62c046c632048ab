using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Producers.Scenarios.Plays;

/// <summary>A calm share whose price leaps by 7 % and back with eight times the usual volume.</summary>
internal sealed class VolatilityBurst() : Scenario("volatility", "Volatility burst", ScenarioQuotes.Feed)
{
    private const int Calm = 24;
    private const int Burst = 5;

    public override string LooksFor =>
        "Alerts: one price move (significant) and one volume spike (extreme) about DEMO-VOL-…; the leaps that follow within the cool-down stay silent.";

    public override string Leaves => "DEMO-VOL";

    public override IReadOnlyList<ScenarioLink> Leads(string symbol) =>
        [new("Its alerts", $"/alerts?symbol={symbol}"), new("Its candles", $"/instrument/{symbol}")];

    public override async Task<ScenarioProof> PlayAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        var symbol = stage.NewSymbol(Leaves);
        var start = stage.UtcNow.AddSeconds(-(Calm + Burst));
        var quotes = Enumerable.Range(0, Calm + Burst)
            .Select(i => ScenarioQuotes.At(symbol, "NYSE", start.AddSeconds(i), Price(i), i < Calm ? 1_000 : 8_000))
            .ToArray();
        await stage.SendAsync(ScenarioQuotes.Feed, quotes, cancellationToken).ConfigureAwait(false);
        return async (database, cancellation) =>
        [
            await ScenarioQuotes.StoredAsync(database, symbol, quotes.Length, cancellation).ConfigureAwait(false),
            await CandlesAsync(symbol, quotes.Length, database.FeedCandles.AsNoTracking(), cancellation).ConfigureAwait(false),
            .. await ScenarioAlerts.CheckAsync(
                database, symbol, [(AlertKind.PriceMove, Severity.Significant), (AlertKind.VolumeSpike, Severity.Extreme)], cancellation)
                    .ConfigureAwait(false),
        ];
    }

    private static decimal Price(int i) => i < Calm ? 100 + (0.05m * (i % 2)) : i % 2 == 0 ? 107 : 99.5m;

    private static async Task<ScenarioCheck> CandlesAsync(
        string symbol, int sent, IQueryable<Ingest.Prices.FeedCandleRow> candles, CancellationToken cancellationToken)
    {
        var rows = await candles.Where(candle => candle.Feed == ScenarioQuotes.Feed && candle.Symbol == symbol)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var (ticks, high, low) = (rows.Sum(row => row.TickCount), rows.Select(row => row.High).DefaultIfEmpty().Max(),
            rows.Select(row => row.Low).DefaultIfEmpty().Min());
        return new ScenarioCheck(
            "The candles of the share reach from 99.5 to 107 and hold every quote", ticks == sent && high == 107 && low == 99.5m,
            $"{ticks} quotes, {low} to {high}");
    }
}
