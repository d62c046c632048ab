using System.Collections.Immutable;
using TradeTerminal.Alerts.Data;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Alerts;

/// <summary>One row of the list with its texts made once; the same object for as long as the alert stays as it is.</summary>
internal sealed class AlertLine
{
    private AlertLine(AlertRow alert)
    {
        Alert = alert;
        var direction = AlertFigures.Of(alert).Direction();
        (Arrow, ArrowClass) = (AlertWords.ArrowOf(direction), AlertWords.ClassOf(direction));
    }

    public AlertRow Alert { get; }

    public Guid Id => Alert.AlertId;

    public string Kind => AlertWords.KindOf(Alert.Kind);

    public string Severity => AlertWords.SeverityOf(Alert.Severity);

    public string Shape => AlertWords.ShapeOf(Alert.Severity);

    public string SeverityClass => $"severity rank-{AlertWords.RankOf(Alert.Severity)}";

    public string Arrow { get; }

    public string ArrowClass { get; }

    /// <summary>Not about a trader.</summary>
    public bool IsAboutSymbol => Alert.Kind != AlertKind.Risk.Code();

    public bool IsOpen => Alert.AcknowledgedAt is null;

    /// <summary>The lines of <paramref name="alerts"/>, taken from <paramref name="shown"/> where they have not changed.</summary>
    public static ImmutableArray<AlertLine> Follow(ImmutableArray<AlertLine> shown, IEnumerable<AlertRow> alerts)
    {
        var known = shown.ToDictionary(line => line.Id);
        return
        [
            .. alerts.Select(alert =>
                known.TryGetValue(alert.AlertId, out var line) && line.Alert.AcknowledgedAt == alert.AcknowledgedAt ? line : new AlertLine(alert)),
        ];
    }
}
