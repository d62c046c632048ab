namespace TradeTerminal.Producers.Synthetic;

/// <summary>Where real prices are read: an address with or without <c>{symbol}</c> in it, and a way into the answer.</summary>
internal sealed record CryptoEndpoint(string Url, string Path, string Symbol)
{
    public const string Placeholder = "{symbol}";

    private static readonly Dictionary<string, CryptoEndpoint> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["yahoo"] = new("https://query1.finance.yahoo.com/v8/finance/chart/{symbol}?interval=1m&range=1d",
            "chart.result[0].meta.regularMarketPrice", "BTC-USD"),
        ["binance"] = new("https://api.binance.com/api/v3/ticker/price?symbol={symbol}", "price", "BTCUSDT"),
    };

    public static IReadOnlyCollection<string> Presets => Known.Keys;

    /// <summary>False when the address is that of one symbol's price: others must not be shown under it.</summary>
    public bool TakesSymbols => Url.Contains(Placeholder, StringComparison.Ordinal);

    /// <summary>Settings win over the preset.</summary>
    public static CryptoEndpoint Of(CryptoOptions options)
    {
        var preset = Known[options.Preset];
        return new CryptoEndpoint(
            options.Url ?? preset.Url, options.Path ?? preset.Path, options.Symbol?.Trim().ToUpperInvariant() ?? preset.Symbol);
    }

    public Uri Address(string symbol) => new(Url.Replace(Placeholder, Uri.EscapeDataString(symbol), StringComparison.Ordinal));
}
