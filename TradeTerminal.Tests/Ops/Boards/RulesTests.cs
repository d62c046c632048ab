using System.Text.RegularExpressions;
using TradeTerminal.Tests.Judges;

namespace TradeTerminal.Tests.Ops.Boards;

/// <summary>The rules and boards by themselves, as Prometheus' own tool judges them.</summary>
public sealed partial class RulesTests
{
    [Theory]
    [InlineData("check", "config", "prometheus.yml")]
    [InlineData("check", "rules", "--lint-fatal", "rules.yml")]
    [InlineData("test", "rules", "rules.test.yml")]
    public async Task Promtool_OfTheRules_FindsNothing(params string[] arguments)
    {
        var (code, output, error) = await Judge.RunAsync(Board.Folder, Judge.Program("promtool"), null, arguments);

        Assert.True(code == 0, output + error);
    }

    /// <summary>Each where it has to fire, and where it must not.</summary>
    [Fact]
    public void Rules_EachOfThem_HasATestOfBothKinds()
    {
        var rules = Alert().Matches(File.ReadAllText(Path.Combine(Board.Folder, "rules.yml"))).Select(match => match.Groups[1].Value).ToList();
        var tests = File.ReadAllText(Path.Combine(Board.Folder, "rules.test.yml")).Split("- eval_time:")[1..]
            .Select(test => (Rule: Name().Match(test).Groups[1].Value, Fires: test.Contains("exp_alerts", StringComparison.Ordinal))).ToList();

        Assert.NotEmpty(rules);
        Assert.Equal(rules.SelectMany(rule => new[] { (rule, true), (rule, false) }), tests);
    }

    [Fact]
    public void Boards_All_HaveStableNamesAndFixedSources()
    {
        Assert.Equal(
            ["terminal-alerts", "terminal-kafka-lag", "terminal-market", "terminal-pipeline", "terminal-viewers"], Board.All.Select(board => board.Uid));
        Assert.All(Board.All, board =>
        {
            Assert.All(board.Questions, question => Assert.Contains(question.Uid, (string[])["terminal-prometheus", "terminal-postgres"]));
            var ids = board.Panels.Select(panel => panel.GetProperty("id").GetInt32()).ToList();
            Assert.Equal(ids.Distinct(), ids);
            // A bucket's bound is written in more than one way.
            Assert.All(board.Questions, question => Assert.DoesNotContain("le=", question.Question, StringComparison.Ordinal));
        });
        var sources = File.ReadAllText(Path.Combine(Board.Folder, "grafana", "provisioning", "datasources", "terminal.yml"));
        Assert.Contains("uid: terminal-prometheus", sources, StringComparison.Ordinal);
        Assert.Contains("uid: terminal-postgres", sources, StringComparison.Ordinal);
    }

    [GeneratedRegex("- alert: (\\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex("alertname: (\\w+)")]
    private static partial Regex Name();
}
