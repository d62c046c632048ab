using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Producers.Scenarios;

/// <summary>Asks for the alerts of a scenario, and whether they can be recomputed from the inputs they carry.</summary>
internal static class ScenarioAlerts
{
    /// <summary>
    /// Exactly these alerts of the symbol or trader, each kind and severity once, and each with inputs that give
    /// the verdict again.
    /// </summary>
    public static async Task<IReadOnlyList<ScenarioCheck>> CheckAsync(
        TerminalDbContext database, string symbol, IReadOnlyList<(AlertKind Kind, Severity Severity)> expected,
        CancellationToken cancellationToken)
    {
        var rows = await database.Alerts.AsNoTracking().Where(row => row.Symbol == symbol)
            .OrderBy(row => row.DetectedAt).ToListAsync(cancellationToken).ConfigureAwait(false);
        var wanted = expected.Select(alert => $"{alert.Kind.Code()} {alert.Severity.Code()}").Order().ToArray();
        var found = rows.Select(row => $"{row.Kind} {row.Severity}").Order().ToArray();
        var wrong = rows.Where(row => !Recomputes(row)).Select(row => row.Kind).ToArray();
        return
        [
            new(
                $"Alerts about {symbol}, each once: {string.Join(", ", wanted)}", wanted.SequenceEqual(found),
                found.Length == 0 ? "no alert" : string.Join(", ", found)),
            new(
                "Every alert recomputes from the numbers it was stored with", rows.Count > 0 && wrong.Length == 0,
                wrong.Length > 0 ? $"not {string.Join(", ", wrong)}" : $"{rows.Count} of {rows.Count}"),
        ];
    }

    private static bool Recomputes(AlertRow row)
    {
        using var json = JsonDocument.Parse(row.Inputs);
        var inputs = json.RootElement;
        return row.Kind switch
        {
            "price_move" => Math.Abs(Number("price") - Number("previous")) * 100 > Number("thresholdPercent") * Number("previous"),
            "volume_spike" => Number("volume") * Preceding().Length > Number("thresholdRatio") * Preceding().Sum(),
            "arbitrage" => (Number("bid") - Number("ask")) * Number("size") == Number("profit")
                && (Number("bid") - Number("ask")) * 10_000 > Number("thresholdBps") * Number("ask"),
            "risk" when inputs.TryGetProperty("value", out _) =>
                Math.Abs(Number("size") * Number("averagePrice")) == Number("value") && Number("value") > Number("threshold"),
            "risk" => Number("pnl") < Number("threshold"),
            _ => false,
        };

        decimal Number(string name) =>
            inputs.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : 0;

        decimal[] Preceding() => [.. inputs.GetProperty("preceding").EnumerateArray().Select(volume => volume.GetDecimal())];
    }

    /// <summary>How many rows of a table there are; compared with how many were sent.</summary>
    public static ScenarioCheck Stored(string what, long stored, int sent) => new(
        $"Every {what} is stored once", stored == sent, string.Create(CultureInfo.InvariantCulture, $"{stored:N0} of {sent:N0} stored"));
}
