using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers.Scenarios;

/// <summary>Quotes of a scenario, and whether they are stored.</summary>
internal static class ScenarioQuotes
{
    public const string Feed = "quotes";

    private const decimal HalfSpread = 0.01m;

    /// <summary>A quote a cent to either side of the price.</summary>
    public static SyntheticEvent At(string symbol, string venue, DateTime at, decimal price, int volume, long size = 10_000) =>
        new(symbol, WireText.Json(
        $$"""{"symbol":"{{symbol}}","exchange":"{{venue}}","price":{{price}},"bid_price":{{price - HalfSpread}},"ask_price":{{price + HalfSpread}},"bid_size":{{size}},"ask_size":{{size}},"volume":{{volume}},"timestamp":{{WireText.UnixMilliseconds(at)}}}"""));

    public static async Task<ScenarioCheck> StoredAsync(
        TerminalDbContext database, string symbol, int sent, CancellationToken cancellationToken)
    {
        var stored = await database.Database.SqlQuery<long>($"""SELECT count(*) AS "Value" FROM quotes WHERE symbol = {symbol}""")
            .SingleAsync(cancellationToken).ConfigureAwait(false);
        return ScenarioAlerts.Stored("quote", stored, sent);
    }
}
