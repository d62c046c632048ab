namespace TradeTerminal.Commands;

/// <summary>Something only the browser does; <c>js/shell/keys.js</c> knows these names.</summary>
public sealed record BrowserAct(string Name, string Value = "");
