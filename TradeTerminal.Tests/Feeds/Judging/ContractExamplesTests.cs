using System.Text;
using TradeTerminal.Ingest;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Feeds.Judging;

/// <summary>What the contracts show as a message of a feed is one.</summary>
public sealed class ContractExamplesTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Judge_ExampleOfTheContracts_IsAccepted()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "contracts.md"));
        Assert.All(FeedCatalog.All, feed =>
        {
            var accepted = feed.CreateJudge()(Encoding.UTF8.GetBytes(Example(text, feed.Name)), Now, out _, out _, out var detail);

            Assert.True(accepted, $"{feed.Name}: {detail}");
        });
    }

    private static string Example(string text, string feed)
    {
        var section = text.IndexOf($"# Feed `{feed}`", StringComparison.Ordinal);
        Assert.True(section > 0, $"docs/contracts.md has no section of {feed}.");
        var start = text.IndexOf("```json", section, StringComparison.Ordinal) + "```json".Length;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
