using TradeTerminal.Producers.Synthetic;

namespace TradeTerminal.Producers;

/// <summary>Section <c>Producer</c>.</summary>
public sealed class ProducerOptions
{
    public const string Section = "Producer";

    /// <summary>
    /// Start all producers with the terminal. Only ever true with the embedded broker: nobody else's topic gets
    /// synthetic events without a person asking for them.
    /// </summary>
    public bool AutoStart { get; set; } = true;

    /// <summary>Trades a second to start with.</summary>
    public int Rate { get; set; } = 20;

    /// <summary>The most of the time before a start that is made up of each feed, from its newest stored event on.</summary>
    public TimeSpan Backfill { get; set; } = TimeSpan.FromHours(24);

    public CryptoOptions Crypto { get; set; } = new();
}
