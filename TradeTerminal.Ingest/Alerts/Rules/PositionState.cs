namespace TradeTerminal.Ingest.Alerts.Rules;

/// <summary>The newest report of one position on a trading day.</summary>
internal sealed class PositionState(string instrument)
{
    /// <summary>What the rule has spoken about on this day.</summary>
    public Latch Value;

    public string Instrument { get; } = instrument;

    public DateTime At { get; set; }

    public decimal Pnl { get; set; }
}
