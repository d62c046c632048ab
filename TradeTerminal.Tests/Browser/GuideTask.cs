using System.Text.RegularExpressions;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Browser;

/// <summary>One of the ten tasks of the guide: what it is called, and what the guide says to press and to type, in order.</summary>
internal sealed partial record GuideTask(string Name, IReadOnlyList<string> Inputs)
{
    internal static IReadOnlyList<GuideTask> ReadAll()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide.md"));
        var section = guide.Split("\n## ").Single(part => part.StartsWith("Ten tasks by keyboard", StringComparison.Ordinal));
        return
        [
            .. Number().Split(section).Skip(1).Select(task => new GuideTask(
                Bold().Match(task).Groups[1].Value, [.. Code().Matches(task).Select(code => code.Groups[1].Value)])),
        ];
    }

    [GeneratedRegex(@"^\d+\. ", RegexOptions.Multiline)]
    private static partial Regex Number();

    [GeneratedRegex(@"\*\*(.+?)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
