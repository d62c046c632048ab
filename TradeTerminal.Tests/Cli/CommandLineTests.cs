using System.CommandLine;
using TradeTerminal.Cli;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("scenario", "list")]
    [InlineData("health")]
    [InlineData("help")]
    [InlineData("statu", "--url", "http://localhost:6000")]
    public void AreFor_Word_IsACommand(params string[] arguments) => Assert.True(CommandLine.AreFor(arguments));

    [Theory]
    [InlineData]
    [InlineData("--urls", "http://localhost:6000")]
    [InlineData("--Producer:Rate=5", "health")]
    [InlineData("Kafka:GroupId=health")]
    public void AreFor_ArgumentsOfTheTerminal_AreNone(params string[] arguments) => Assert.False(CommandLine.AreFor(arguments));

    [Theory]
    [InlineData("'produce --help'", "produce")]
    [InlineData("'statu'", "statu", "--url", "http://localhost:6000")]
    [InlineData("--rate", "produce", "trades", "--rate", "many")]
    [InlineData("--seconds", "produce", "trades", "--seconds", "0")]
    [InlineData("1.5", "produce", "quotes", "--stress", "1,5")]
    [InlineData("--seconds", "produce", "trades", "--seconds", "NaN")]
    [InlineData("0.5", "produce", "commodities", "--interval", "0,5")]
    [InlineData("--feed", "replay", "x.csv")]
    [InlineData("a file, or --from and --to", "replay", "--feed", "trades", "--from", "2026-01-01T00:00:00Z")]
    [InlineData("a file, or --from and --to", "replay", "x.csv", "--feed", "trades", "--from", "2026-01-01T00:00:00Z")]
    [InlineData("--speed", "replay", "x.csv", "--feed", "trades", "--speed", "fast")]
    [InlineData("There is no file", "replay", "/nowhere/x.csv", "--feed", "trades")]
    [InlineData("--refresh", "status", "--refresh", "0")]
    [InlineData("--url", "health", "--url", "localhost")]
    [InlineData("--loud", "scenario", "list", "--loud")]
    [InlineData("generate", "generate")]
    public async Task RunAsync_BadArguments_Is2AndSaysWhich(string said, params string[] arguments)
    {
        var (code, output, error) = await Commands.RunAsync(arguments);

        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", output);
    }

    [Theory]
    [InlineData("produce", "trades")]
    [InlineData("replay", "pause")]
    [InlineData("replay", "--feed", "trades", "--from", "2026-01-01T00:00:00Z", "--to", "2026-01-02T00:00:00Z")]
    [InlineData("generate", "indices", "never-written.csv")]
    [InlineData("scenario", "list")]
    [InlineData("scenario", "arbitrage")]
    [InlineData("health")]
    [InlineData("status", "--json")]
    [InlineData("topics")]
    [InlineData("lag")]
    [InlineData("jobs")]
    [InlineData("rejected")]
    [InlineData("verify")]
    [InlineData("verify", "alert", "6c1d0f9e-5a0b-8f3c-a1d2-0b9a7e4f3c21")]
    [InlineData("export", "never-written.csv")]
    public async Task RunAsync_NoTerminal_Is1AndSaysWhatToDo(params string[] arguments)
    {
        var (code, output, error) = await Commands.RunAsync([.. arguments, "--url", $"http://127.0.0.1:{Ports.Free()}"]);

        Assert.Equal(1, code);
        Assert.Contains("Start one with ./run.sh, or name another with --url", error, StringComparison.Ordinal);
        Assert.Equal("", output);
        Assert.False(File.Exists("never-written.csv"));
    }

    [Theory]
    [InlineData("help", "scenario")]
    [InlineData("help", "replay", "replay")]
    [InlineData("scenario", "list", "scenario", "--help")]
    [InlineData("lag", "lag --max 1000 || echo late", "--help")]
    [InlineData("doctor", "Ends with 0: good, 1: a problem or no terminal that answers, 2: wrong arguments.", "--help")]
    public async Task RunAsync_Help_Is0AndSaysWhatThereIs(string first, string expected, params string[] rest)
    {
        var (code, output, _) = await Commands.RunAsync([first, .. rest]);

        Assert.Equal(0, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    internal static IReadOnlyList<string> AllVerbs { get; } = [.. new CommandLine(TimeProvider.System).Verbs.SelectMany(Leaves)];

    public static TheoryData<string> Verbs => [.. AllVerbs];

    /// <summary>Every command there is, those below others too.</summary>
    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task RunAsync_HelpOfEachCommand_HasExamplesJsonAndCodesInEightyColumns(string words)
    {
        var (_, all, _) = await Commands.RunAsync("help");
        var (code, help, error) = await Commands.RunAsync([.. words.Split(' '), "--help"]);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"  {words.Split(' ')[0]} ", all, StringComparison.Ordinal);
        Assert.Contains("Examples:", help, StringComparison.Ordinal);
        Assert.Contains($"  {words.Split(' ')[0]}", help[help.IndexOf("Examples:", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("--json", help, StringComparison.Ordinal);
        Assert.Contains("Ends with 0: good, 1: a problem or no terminal that answers, 2: wrong arguments.", help, StringComparison.Ordinal);
        Assert.All(help.Split(Environment.NewLine), line => Assert.True(line.Length <= 80 || line.Contains("--to", StringComparison.Ordinal), line));
    }

    /// <summary>The table of codes and the list of commands in the documentation are whole.</summary>
    [Fact]
    public void Documentation_OfTheCommands_HasEachOfThem()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "contracts.md"));
        var section = text[text.IndexOf("## Command line", StringComparison.Ordinal)..text.IndexOf("## Commands in the browser", StringComparison.Ordinal)];

        Assert.All(AllVerbs, verb =>
            Assert.True(section.Contains($"`{verb}", StringComparison.Ordinal) || section.Contains($"`{verb.Split(' ')[^1]}`", StringComparison.Ordinal), verb));
        Assert.All([ExitCode.Good, ExitCode.Problem, ExitCode.Usage], code => Assert.Contains($"\n| {code} |", section, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Leaves(Command command) =>
    [
        .. command.Subcommands.Count == 0 || command.Action is not null ? new[] { command.Name } : [],
        .. command.Subcommands.SelectMany(Leaves).Select(below => $"{command.Name} {below}"),
    ];
}
