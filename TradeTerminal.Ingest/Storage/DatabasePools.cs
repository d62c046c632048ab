namespace TradeTerminal.Ingest.Storage;

/// <summary>
/// Connections of their own for those who only look: however many ask for however much, what arrives is stored.
/// </summary>
public static class DatabasePools
{
    /// <summary>Key of the contexts that screens and the API read with.</summary>
    public const string Screens = "screens";

    /// <summary>Connections of the screens and the API; who finds none free waits as long as for a server.</summary>
    public const int MostOfScreens = 20;

    /// <summary>Connections of ingest, alerts, upkeep and the boards. Both together leave room in the 100 that PostgreSQL has.</summary>
    public const int Most = 40;

    /// <summary>How long a question of a screen or of the API may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
}
