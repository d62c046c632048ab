namespace TradeTerminal.Controls;

/// <summary>Names as parts of addresses. What needs no escaping there stays readable, such as colons, slashes, and commas between names.</summary>
internal static class AddressText
{
    /// <summary>As the value of an argument: <c>AAPL,BTC/USDT:USDT</c>, <c>%5EGSPC</c>, <c>SPY%20%20%20260417C00500000</c>.</summary>
    public static string Query(string text) => Path(text).Replace("%2C", ",", StringComparison.Ordinal);

    /// <summary>As the end of a path, in which slashes are slashes.</summary>
    public static string Path(string text) => Uri.EscapeDataString(text)
        .Replace("%3A", ":", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal);

    /// <summary>Not as the end of a path: browsers and servers take points for a way up, and two slashes for one.</summary>
    public static bool IsPath(string symbol) => Array.TrueForAll(symbol.Split('/'), part => part is not ("." or ".." or ""));
}
