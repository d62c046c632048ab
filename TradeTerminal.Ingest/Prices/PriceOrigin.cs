namespace TradeTerminal.Ingest.Prices;

/// <summary>Where a price comes from, as far as the sender says.</summary>
public enum PriceOrigin : byte
{
    /// <summary>The sender does not say.</summary>
    Unstated,

    /// <summary>Read from a market just now.</summary>
    Real,

    /// <summary>The last real price with a small random step on top.</summary>
    Jittered,

    /// <summary>Made up: no market has answered yet.</summary>
    Synthetic,
}

public static class PriceOrigins
{
    private static readonly string[] Codes = ["unstated", "real", "jittered", "synthetic"];

    /// <summary>The form in the database and in the API.</summary>
    public static string Code(this PriceOrigin origin) => Codes[(int)origin];

    /// <summary>What a code from the database means; one that is not known says nothing.</summary>
    public static PriceOrigin Of(string code) => (PriceOrigin)Math.Max(0, Array.IndexOf(Codes, code));
}
