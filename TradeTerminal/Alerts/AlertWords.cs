using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Alerts;

/// <summary>Kinds and severities in words, and a shape for each severity, so that none is told by colour alone.</summary>
internal static class AlertWords
{
    private static readonly string[] Kinds = ["price move", "volume spike", "risk", "order imbalance", "arbitrage", "level"];

    public static string KindOf(string code) => AlertKinds.TryParse(code, out var kind) ? Kinds[(int)kind] : code;

    public static string SeverityOf(string code) => code.Replace('_', ' ');

    /// <summary>What a snooze is about, such as <c>up to warning</c>.</summary>
    public static string UpTo(AlertSnoozeRow snooze) => snooze.Severity is null ? "whatever comes" : $"up to {SeverityOf(snooze.Severity)}";

    /// <summary>Fuller the graver.</summary>
    public static string ShapeOf(string code) => RankOf(code) switch
    {
        1 => "◇",
        2 => "◈",
        _ => "◆",
    };

    /// <summary>1 to 3, as in <see cref="Severities.Rank"/>.</summary>
    public static int RankOf(string code) => Severities.Parse(code).Rank();

    public static string ArrowOf(int direction) => direction switch
    {
        > 0 => "▲",
        < 0 => "▼",
        _ => "",
    };

    public static string ClassOf(int direction) => direction switch
    {
        > 0 => "up",
        < 0 => "down",
        _ => "",
    };
}
