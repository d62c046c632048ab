namespace TradeTerminal.Ingest.Trades;

/// <summary>Which party crossed the spread, where the sender says.</summary>
public enum Side : byte
{
    Buy,
    Sell,
    Unknown,
}

public static class Sides
{
    private static readonly string[] Codes = ["buy", "sell", "unknown"];

    /// <summary>All codes, for filters and validation.</summary>
    public static IReadOnlyList<string> All => Codes;

    /// <summary>The form in the database, in files and in the API.</summary>
    public static string Code(this Side side) => Codes[(int)side];

    /// <summary>What a code means, in any case; null for any other text.</summary>
    public static Side? Parse(string? code) =>
        Array.FindIndex(Codes, known => known.Equals(code, StringComparison.OrdinalIgnoreCase)) is >= 0 and var side ? (Side)side : null;

    /// <summary>What a code from the database means.</summary>
    public static Side Of(string code) => code == "buy" ? Side.Buy : code == "sell" ? Side.Sell : Side.Unknown;
}
