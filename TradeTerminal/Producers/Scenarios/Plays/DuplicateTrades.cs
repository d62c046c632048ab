using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Producers.Scenarios.Plays;

/// <summary>Twenty trades, and then the same twenty twice more.</summary>
internal sealed class DuplicateTrades() : Scenario("duplicates", "Duplicates", ScenarioTrades.Feed)
{
    private const int Trades = 20;
    private const int Times = 3;

    public override string LooksFor =>
        "Tape: 20 trades of DEMO-DUP, not 60. Pipeline: duplicates grow by 40; volume and candle of DEMO-DUP are those of 20 trades.";

    public override string Leaves => "DEMO-DUP";

    public override IReadOnlyList<ScenarioLink> Leads(string symbol) =>
        [new("Its trades", $"/?tickers={symbol}&chart={symbol}"), new("Pipeline", "/pipeline")];

    public override async Task<ScenarioProof> PlayAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        var ticker = stage.UseSymbol(Leaves);
        var at = stage.UtcNow;
        var topic = stage.TopicOf(ScenarioTrades.Feed);
        var trades = Enumerable.Range(0, Trades).Select(i => ScenarioTrades.At(ticker, at.AddMilliseconds(i), 20 + (0.01m * i))).ToArray();
        var before = await stage.ReadAsync(database => CountAsync(database, topic, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        for (var i = 0; i < Times; i++)
        {
            await stage.SendAsync(ScenarioTrades.Feed, [.. trades.Select(trade => trade.ToEvent())], Times, cancellationToken).ConfigureAwait(false);
        }

        return async (database, cancellation) =>
        {
            var duplicates = await CountAsync(database, topic, cancellation).ConfigureAwait(false) - before;
            return
            [
                new(
                    "The others count as duplicates", duplicates >= Trades * (Times - 1),
                    string.Create(CultureInfo.InvariantCulture, $"{duplicates:N0} more duplicates")),
                await ScenarioTrades.StoredAsync(database, trades, cancellation).ConfigureAwait(false),
                await ScenarioTrades.CandlesAsync(database, trades, cancellation).ConfigureAwait(false),
            ];
        };
    }

    private static async Task<long> CountAsync(TerminalDbContext database, string topic, CancellationToken cancellationToken) =>
        await database.FeedOffsets.Where(row => row.Topic == topic)
            .SumAsync(row => row.Duplicates, cancellationToken).ConfigureAwait(false);
}
