using System.Text;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers.Scenarios.Plays;

/// <summary>Broken messages of six kinds between two good trades, all with the same key.</summary>
internal sealed class PoisonMessage() : Scenario("poison", "Poison message", ScenarioTrades.Feed)
{
    private const string Ticker = "DEMO-POISON";

    public override string LooksFor =>
        "Pipeline: six more rejected, one each for json, missing_field, wrong_type, range, side and timestamp, with their payloads; both good trades of DEMO-POISON on the tape, as the feed went on.";

    public override string Leaves => Ticker;

    public override IReadOnlyList<ScenarioLink> Leads(string symbol) =>
        [new("Rejected messages", "/pipeline"), new("Its trades", $"/?tickers={symbol}&chart={symbol}")];

    public override async Task<ScenarioProof> PlayAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        var ticker = stage.UseSymbol(Ticker);
        var mark = Guid.NewGuid().ToString("N");
        var at = stage.UtcNow;
        SyntheticTrade[] good = [ScenarioTrades.At(ticker, at, 10), ScenarioTrades.At(ticker, at.AddMilliseconds(1), 10)];
        var poison = Poison(mark, at);
        await stage.SendAsync(
            ScenarioTrades.Feed,
            [good[0].ToEvent(), .. poison.Select(bad => new SyntheticEvent(ticker, Encoding.UTF8.GetBytes(bad.Message))), good[1].ToEvent()],
            cancellationToken).ConfigureAwait(false);
        return async (database, cancellation) =>
        {
            var bytes = Encoding.UTF8.GetBytes(mark);
            var reasons = await database.Database.SqlQuery<string>(
                $"""SELECT reason AS "Value" FROM rejected WHERE rejected_at >= {at.AddMinutes(-1)} AND position({bytes} IN payload) > 0 ORDER BY reason""")
                .ToListAsync(cancellation).ConfigureAwait(false);
            return
            [
                new(
                    "Each broken message is kept with its reason",
                    reasons.SequenceEqual(poison.Select(bad => bad.Reason).Order(StringComparer.Ordinal)),
                    reasons.Count == 0 ? "none rejected" : $"{reasons.Count} of {poison.Length} rejected: {string.Join(", ", reasons)}"),
                await ScenarioTrades.StoredAsync(database, good, cancellation).ConfigureAwait(false),
            ];
        };
    }

    private static (string Reason, string Message)[] Poison(string mark, DateTime at) =>
    [
        ("json", $$"""{"run":"{{mark}}","trade_id": """),
        ("missing_field", $$"""{"run":"{{mark}}","trade_id":"{{Guid.NewGuid()}}","ticker":"{{Ticker}}","volume":1,"side":"buy","timestamp":"{{WireText.Iso(at)}}"}"""),
        ("wrong_type", Trade(mark, "\"ten\"", "buy", WireText.Iso(at))),
        ("range", Trade(mark, "-10", "buy", WireText.Iso(at))),
        ("side", Trade(mark, "10", "hold", WireText.Iso(at))),
        ("timestamp", Trade(mark, "10", "buy", WireText.Iso(at.AddDays(1)))),
    ];

    private static string Trade(string mark, string price, string side, string at) =>
        $$"""{"run":"{{mark}}","trade_id":"{{Guid.NewGuid()}}","ticker":"{{Ticker}}","price":{{price}},"volume":1,"side":"{{side}}","timestamp":"{{at}}"}""";
}
