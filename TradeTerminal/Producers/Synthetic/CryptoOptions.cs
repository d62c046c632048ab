namespace TradeTerminal.Producers.Synthetic;

/// <summary>Section <c>Producer:Crypto</c>: the market that is asked for real prices while the crypto producer runs.</summary>
public sealed class CryptoOptions
{
    /// <summary><c>yahoo</c> or <c>binance</c>: gives what is not set below.</summary>
    public string Preset { get; set; } = "yahoo";

    /// <summary>Asked by GET. <c>{symbol}</c> in it stands for the symbol. Needs a <see cref="Path"/>.</summary>
    public string? Url { get; set; }

    /// <summary>Where in the answer the price is, such as <c>data[0].price</c>.</summary>
    public string? Path { get; set; }

    public string? Symbol { get; set; }

    /// <summary>Time between two questions that are answered.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);
}
