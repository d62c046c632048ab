namespace TradeTerminal.Ingest.Alerts;

/// <summary>The rules, one kind each. The wire form is <see cref="AlertKinds.Code"/>.</summary>
public enum AlertKind : byte
{
    PriceMove,
    VolumeSpike,
    Risk,
    OrderImbalance,
    Arbitrage,
}

public static class AlertKinds
{
    private static readonly string[] Codes = ["price_move", "volume_spike", "risk", "order_imbalance", "arbitrage"];

    private static readonly string[] Topics =
        ["price_alerts", "volume_spikes", "risk_alerts", "order_imbalance_alerts", "arbitrage_opportunities"];

    public static IReadOnlyList<string> All => Codes;

    public static string Code(this AlertKind kind) => Codes[(int)kind];

    /// <summary>The Kafka topic its alerts are published to.</summary>
    public static string Topic(this AlertKind kind) => Topics[(int)kind];

    public static bool TryParse(string? code, out AlertKind kind)
    {
        var index = Array.IndexOf(Codes, code);
        kind = (AlertKind)Math.Max(0, index);
        return index >= 0;
    }
}
