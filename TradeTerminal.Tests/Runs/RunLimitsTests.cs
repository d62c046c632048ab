using Microsoft.Extensions.Configuration;
using TradeTerminal.Configuration;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Runs;

namespace TradeTerminal.Tests.Runs;

public sealed class RunLimitsTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 14, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Read_Arguments_GivesEachLimit()
    {
        var limits = RunLimits.Read(Of("--max-messages", "150", "--idle", "10s", "--until", "14:30"), Now);

        Assert.Equal(new RunLimits(150, TimeSpan.FromSeconds(10), Now.AddMinutes(30)), limits);
        Assert.Null(RunLimits.Read(Of("--urls", "http://localhost:6000"), Now));
    }

    [Theory]
    [InlineData("1.5m", 90)]
    [InlineData("24h", 86_400)]
    [InlineData("25h", null)]
    [InlineData("0s", null)]
    [InlineData("10", null)]
    [InlineData("-1s", null)]
    [InlineData("ten", null)]
    public void Time_Text_IsATimeOrNone(string text, int? seconds) =>
        Assert.Equal(seconds, RunLimits.Time(text)?.TotalSeconds is { } total ? (int)total : null);

    [Theory]
    [InlineData("2026-03-01T15:00:00+01:00", "2026-03-01T14:00:00Z")]
    [InlineData("13:59", "2026-03-02T13:59:00Z")]
    [InlineData("14:00:01", "2026-03-01T14:00:01Z")]
    [InlineData("14h", null)]
    public void Moment_Text_IsATimeOrNone(string text, string? expected) =>
        Assert.Equal(expected, RunLimits.Moment(text, Now)?.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Find_WrongLimits_NamesEachWithItsRule()
    {
        var problems = SettingsCheck.Find(Of("--max-messages", "none", "--idle", "soon", "--until", "never"));

        Assert.Equal(["Run:MaxMessages", "Run:Idle", "Run:Until"], problems.Select(problem => problem.Key));
        Assert.Contains("such as 10s", problems[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TwoFeeds_AddsThemUp()
    {
        var trades = Feed(new RunCounts(10, 7, 2, 1, Now, Now.AddSeconds(2))) with { NewestEventTime = Now.AddSeconds(-1) };
        var quotes = Feed(new RunCounts(30, 30, 0, 0, Now.AddSeconds(1), Now.AddSeconds(4))) with { NewestEventTime = Now.AddSeconds(-3) };

        var run = RunSummary.Of(Guid.Empty, Now, Now.AddSeconds(9), "idle", [trades, quotes, Feed(RunCounts.None)]);

        Assert.Equal((40, 37, 2, 1), (run.Messages, run.Accepted, run.Duplicates, run.Rejected));
        Assert.Equal((4.0, 10.0), (run.Seconds, run.MessagesPerSecond));
        Assert.Equal((Now.AddSeconds(-1), 10.0), (run.NewestEventTime, run.FreshnessSeconds));
        Assert.Null(RunSummary.Of(Guid.Empty, Now, Now, "idle", [Feed(RunCounts.None)]).MessagesPerSecond);
    }

    private static FeedStatus Feed(RunCounts run) =>
        new("trades", "orders", null, FeedPhase.Running, null, null, [], BatchRate.Empty) { Run = run };

    private static IConfiguration Of(params string[] arguments) =>
        new ConfigurationBuilder().AddCommandLine(arguments, RunLimits.Switches).Build();
}
