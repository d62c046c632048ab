namespace TradeTerminal.Ingest.Alerts;

/// <summary>The rules, one kind each. The wire form is <see cref="AlertKinds.Code"/>.</summary>
public enum AlertKind : byte
{
    PriceMove,
    VolumeSpike,
    Risk,
    OrderImbalance,
    Arbitrage,

    /// <summary>Of a price somebody has set; its settings are those of each level.</summary>
    Level,
}

public static class AlertKinds
{
    private static readonly string[] Codes = ["price_move", "volume_spike", "risk", "order_imbalance", "arbitrage", "level"];

    private static readonly string[] Topics =
        ["price_alerts", "volume_spikes", "risk_alerts", "order_imbalance_alerts", "arbitrage_opportunities", "level_alerts"];

    public static IReadOnlyList<string> All => Codes;

    /// <summary>Those that have one rule with settings for all symbols.</summary>
    public static IReadOnlyList<AlertKind> Rules { get; } = [.. Enum.GetValues<AlertKind>().Where(kind => kind != AlertKind.Level)];

    public static string Code(this AlertKind kind) => Codes[(int)kind];

    /// <summary>The Kafka topic its alerts are published to.</summary>
    public static string Topic(this AlertKind kind) => Topics[(int)kind];

    public static bool TryParse(string? code, out AlertKind kind)
    {
        var index = Array.IndexOf(Codes, code);
        kind = (AlertKind)Math.Max(0, index);
        return index >= 0;
    }

    /// <summary>Only those of <see cref="Rules"/>.</summary>
    public static bool TryParseRule(string? code, out AlertKind kind) => TryParse(code, out kind) && kind != AlertKind.Level;
}
