using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers.Scenarios.Plays;

/// <summary>A trader builds up a position from 300,000 to 1,200,000, and then loses 60,000 on the day.</summary>
internal sealed class TraderIntoLimits() : Scenario("limits", "Trader walking into the limits", Feed)
{
    private const string Feed = "positions";

    private static readonly (int Size, int Pnl)[] Reports = [(3_000, 0), (6_000, -500), (12_000, -2_000), (12_000, -60_000)];

    public override string LooksFor =>
        "Alerts: three of kind risk about DEMO-TRADER-…, one after the other: warning above 500,000, limit exceeded above 1,000,000, daily loss limit below −50,000. Positions: the trader's bars against the limits.";

    public override string Leaves => "DEMO-RISK";

    public override IReadOnlyList<ScenarioLink> Leads(string symbol) =>
        [new("Its alerts", $"/alerts?symbol={symbol}"), new("The trader's limits", $"/positions?find={symbol}")];

    public override async Task<ScenarioProof> PlayAsync(ScenarioStage stage, CancellationToken cancellationToken)
    {
        var trader = stage.NewSymbol("DEMO-TRADER");
        // Milliseconds apart: the loss counts by the UTC day, which must not change in between.
        var at = stage.UtcNow;
        var reports = Reports.Select((report, i) => Report(trader, report.Size, report.Pnl, at.AddMilliseconds(i))).ToArray();
        await stage.SendAsync(Feed, reports, cancellationToken).ConfigureAwait(false);
        return async (database, cancellation) =>
        {
            var stored = await database.Database.SqlQuery<long>($"""SELECT count(*) AS "Value" FROM trader_positions WHERE trader = {trader}""")
                .SingleAsync(cancellation).ConfigureAwait(false);
            return
            [
                ScenarioAlerts.Stored("report", stored, reports.Length),
                .. await ScenarioAlerts.CheckAsync(
                    database, trader,
                    [(AlertKind.Risk, Severity.Warning), (AlertKind.Risk, Severity.LimitExceeded), (AlertKind.Risk, Severity.DailyLossLimit)],
                    cancellation).ConfigureAwait(false),
            ];
        };
    }

    private static SyntheticEvent Report(string trader, int size, int pnl, DateTime at) => new(trader, WireText.Json(
        $$"""{"trader_id":"{{trader}}","symbol":"DEMO-RISK","position_size":{{size}},"avg_price":100,"current_pnl":{{pnl}},"timestamp":{{WireText.UnixMilliseconds(at)}}}"""));
}
