using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers;

/// <summary>Section <c>Producer</c>.</summary>
public sealed class ProducerOptions
{
    public const string Section = "Producer";

    /// <summary>
    /// Start producing trades with the terminal. Only ever true with the embedded broker: nobody else's topic
    /// gets synthetic trades without a person asking for them.
    /// </summary>
    public bool AutoStart { get; set; } = true;

    /// <summary>Trades a second to start with.</summary>
    public int Rate { get; set; } = 20;

    public CryptoOptions Crypto { get; set; } = new();
}
