namespace TradeTerminal.Configuration;

/// <summary>A wrong setting: its key, and what it is and may be.</summary>
internal sealed record SettingProblem(string Key, string Text);
