using System.Text.RegularExpressions;
using Bunit;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Pipeline;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Pipeline;

public sealed partial class LatencyStagesTests : BunitContext
{
    [Fact]
    public void Names_InTheGuide_AreThoseOfTheScreen()
    {
        var shown = new[] { BrokerClock.Producer, BrokerClock.Broker }.SelectMany(clock => Render<LatencyStages>(parameters => parameters
                .Add(stages => stages.Latency, LatencySnapshot.Empty with { Clock = clock }))
            .FindAll("tbody th button").Select(name => name.TextContent.Trim())).ToHashSet();

        var named = Stage().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide.md"))).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, shown));
    }

    [GeneratedRegex("“([a-z]+ → [a-z]+)”")]
    private static partial Regex Stage();
}
