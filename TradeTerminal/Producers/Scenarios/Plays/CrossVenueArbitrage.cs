using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers.Scenarios.Plays;

/// <summary>One venue bids 48 cents more than another asks, for 60,000 shares and more, within a second.</summary>
internal sealed class CrossVenueArbitrage() : Scenario("arbitrage", "Cross-venue arbitrage", ScenarioQuotes.Feed)
{
    private const int Size = 60_000;

    public override string LooksFor =>
        "Alerts: one arbitrage about DEMO-ARB-…: buy on NYSE at 100.01, sell on NASDAQ at 100.49, a profit of 28,800 on 60,000. Market: both venues' bids and asks.";

    public override string Leaves => "DEMO-ARB";

    public override IReadOnlyList<ScenarioLink> Leads(string symbol) =>
        [new("Its alert", $"/alerts?symbol={symbol}"), new("Both venues", $"/instrument/{symbol}")];

    public override async Task<ScenarioProof> PlayAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        var symbol = stage.NewSymbol(Leaves);
        var at = stage.UtcNow;
        SyntheticEvent[] quotes =
        [
            ScenarioQuotes.At(symbol, "NYSE", at.AddSeconds(-2), 100, 1_000, Size),
            ScenarioQuotes.At(symbol, "NASDAQ", at.AddSeconds(-1), 100.50m, 1_000, Size),
        ];
        await stage.SendAsync(ScenarioQuotes.Feed, quotes, cancellationToken).ConfigureAwait(false);
        return async (database, cancellation) =>
        [
            await ScenarioQuotes.StoredAsync(database, symbol, quotes.Length, cancellation).ConfigureAwait(false),
            .. await ScenarioAlerts.CheckAsync(database, symbol, [(AlertKind.Arbitrage, Severity.Opportunity)], cancellation)
                .ConfigureAwait(false),
        ];
    }
}
