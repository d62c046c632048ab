namespace TradeTerminal.Producers.Synthetic.Prices;

/// <summary>The market of all producers that were given no seed: their prices agree and go on over restarts.</summary>
internal static class SharedMarket
{
    /// <summary>Stands for no seed.</summary>
    public const int Seed = 0;

    public static bool Is(int seed) => seed == Seed;
}
