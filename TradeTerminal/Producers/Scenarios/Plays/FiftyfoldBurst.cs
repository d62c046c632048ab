using System.Globalization;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers.Scenarios.Plays;

/// <summary>For three seconds fifty times the trades that the terminal usually produces.</summary>
internal sealed class FiftyfoldBurst() : Scenario("burst", "×50 burst", ScenarioTrades.Feed)
{
    private const int UsualRate = 20;
    private const int Rate = 50 * UsualRate;
    private const int Seconds = 3;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    /// <summary>From the last acknowledgement until all are stored; seen only as often as the proof is asked for.</summary>
    private static readonly TimeSpan CatchUpWithin = TimeSpan.FromSeconds(10);

    public override string LooksFor =>
        "Terminal: 1,000 trades a second of DEMO-BURST for three seconds, the tape and charts keep up, the feed stays LIVE. Pipeline: the lag is back at 0 within seconds; nothing is lost or stored twice.";

    public override string Leaves => "DEMO-BURST";

    public override IReadOnlyList<ScenarioLink> Leads(string symbol) =>
        [new("Its trades", $"/?tickers={symbol}&chart={symbol}&interval=1s"), new("Pipeline", "/pipeline")];

    public override async Task<ScenarioProof> PlayAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        var ticker = stage.UseSymbol(Leaves);
        var count = Rate * (stage.IsSlow ? (int)ScenarioStage.Watched.TotalSeconds : Seconds);
        var trades = new List<SyntheticTrade>(count);
        var started = stage.Time.GetTimestamp();
        while (trades.Count < count)
        {
            var due = Math.Min((int)(stage.Time.GetElapsedTime(started).TotalSeconds * Rate), count) - trades.Count;
            var next = Enumerable.Range(trades.Count, due)
                .Select(i => ScenarioTrades.At(ticker, stage.UtcNow, 40 + (0.01m * (i % 100)), 1)).ToArray();
            trades.AddRange(next);
            await stage.SendAtOnceAsync(ScenarioTrades.Feed, [.. next.Select(trade => trade.ToEvent())], cancellationToken).ConfigureAwait(false);
            await Task.Delay(Tick, stage.Time, cancellationToken).ConfigureAwait(false);
        }

        var ended = stage.Time.GetTimestamp();
        var rate = count / stage.Time.GetElapsedTime(started, ended).TotalSeconds;
        TimeSpan? caughtUp = null;
        return async (database, cancellation) =>
        {
            var stored = await ScenarioTrades.StoredAsync(database, trades, cancellation).ConfigureAwait(false);
            caughtUp ??= stored.Passed ? stage.Time.GetElapsedTime(ended) : null;
            return
            [
                new("They were sent at 25 to 50 times the usual rate, as fast as this machine can", rate >= Rate / 2.0,
                    string.Create(CultureInfo.InvariantCulture, $"{rate:N0}/s")),
                stored,
                new(
                    $"All were stored within {CatchUpWithin.TotalSeconds} s of the last", caughtUp <= CatchUpWithin,
                    caughtUp is { } took ? string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:F1} s") : "not yet"),
                await ScenarioTrades.CandlesAsync(database, trades, cancellation).ConfigureAwait(false),
            ];
        };
    }
}
