using TradeTerminal.Configuration;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Configuration;

public sealed class SettingsDocsTests
{
    /// <summary>What can be set can be looked up.</summary>
    [Fact]
    public void Operations_EverySetting_HasARowInItsTable()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "operations.md"));

        Assert.All(
            SettingsCheck.Known.Select(key => key.StartsWith("Feeds:", StringComparison.Ordinal) ? $"Feeds:<Feed>:{key.Split(':')[2]}" : key),
            key => Assert.Contains(rows, row => row.StartsWith($"| `{key}", StringComparison.Ordinal)));
    }

    /// <summary>A table whose lines have been joined is read as a paragraph full of bars.</summary>
    [Fact]
    public void Docs_EveryTable_HasALineARow()
    {
        var lines = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
            .Append(Path.Combine(Repository.Root, "README.md"))
            .SelectMany(file => File.ReadLines(file).Select((line, number) => (Where: $"{Path.GetFileName(file)}:{number + 1}", Line: line)))
            .Where(one => one.Line.Contains("|---", StringComparison.Ordinal) || one.Line.Contains("| ---", StringComparison.Ordinal))
            .ToList();

        Assert.True(lines.Count > 10);
        Assert.All(lines, one => Assert.True(one.Line.All(letter => letter is '|' or '-' or ' ' or ':'), one.Where));
    }
}
