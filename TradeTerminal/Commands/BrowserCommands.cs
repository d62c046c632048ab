namespace TradeTerminal.Commands;

/// <summary>Choices that are kept in the browser.</summary>
internal static class BrowserCommands
{
    private static readonly string[] Themes = ["dark", "light", "contrast"];
    private static readonly string[] Palettes = ["blue-orange", "green-red"];

    public static IReadOnlyList<Command> Theme(string[] words, out string? problem) => Choose("theme", "theme", Themes, words, out problem);

    public static IReadOnlyList<Command> Colours(string[] words, out string? problem) =>
        Choose("colours", "palette", Palettes, words, out problem);

    private static IReadOnlyList<Command> Choose(string verb, string key, string[] values, string[] words, out string? problem)
    {
        problem = $"Type {verb} {string.Join($" or {verb} ", values)}.";
        return words.Length > 1
            ? []
            : [.. values.Where(value => value.StartsWith(words.FirstOrDefault(""), StringComparison.OrdinalIgnoreCase))
                .Select(value => new Command($"{verb} {value}", "Kept in this browser") { Act = new BrowserAct(key, value) })];
    }
}
