using System.CommandLine;
using System.CommandLine.Parsing;
using TradeTerminal.Cli.Backup;
using TradeTerminal.Cli.Rejected;
using TradeTerminal.Configuration;

namespace TradeTerminal.Cli;

/// <summary>
/// The commands of the executable. Each speaks HTTP to a terminal that runs; the first argument says which it
/// is, and without one of these words the executable is the terminal itself.
/// </summary>
internal sealed class CommandLine
{
    /// <summary>A command that is interrupted takes away what it has made, such as a database.</summary>
    private static readonly TimeSpan ToClearUp = TimeSpan.FromSeconds(30);

    private readonly RootCommand _root = new("Commands to a running Trade Terminal; without one the terminal itself starts.");
    private readonly Option<Uri> _url = new("--url")
    {
        Description = "Where the terminal is",
        DefaultValueFactory = _ => ListenAddresses.OfEnvironment(),
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url : Wrong(result, $"--url must be such as {ListenAddresses.Default}"),
        Recursive = true,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the result as JSON", Recursive = true };
    private readonly TimeProvider _time;

    public CommandLine(TimeProvider time)
    {
        _time = time;
        _root.Options.Add(_url);
        _root.Options.Add(_json);
        var examples = new Dictionary<Command, string[]>();
        Add(ProduceCommand.Create(Run), "produce trades --rate 100 --seconds 10", "produce quotes --symbols AAPL,MSFT",
            "produce trades --stop");
        Add(ReplayCommand.Create(Run), "replay prices.csv --feed indices --speed max",
            "replay --feed trades --from 2026-03-01T14:00:00Z --to 2026-03-01T15:00:00Z", "replay stop");
        Add(GenerateCommand.Create(Run), "generate indices prices.csv --seed 7");
        Add(ScenarioCommand.Create(Run), "scenario list", "scenario arbitrage --slow");
        Add(HealthCommand.Create(Run), "health && echo ready");
        Add(StatusCommand.Create(Run), "status --refresh 2", "status --json | jq .feeds[0].lagRecords");
        Add(TopicsCommand.Create(Run), "topics", "topics --json | jq -r .[].name");
        Add(MapCommand.Create(Run), "map --topic md.trades", "map --topic md.quotes --feed quotes --json | jq -r .settings",
            "map --topic md.trades --mapping mine.json");
        Add(LagCommand.Create(Run), "lag --feed trades", "lag --max 1000 || echo late");
        Add(JobsCommand.Create(Run), "jobs", "jobs --all");
        Add(RejectedCommand.Create(Run), "rejected --reason json --payload", "rejected --limit 1000 --json > rejected.json",
            "rejected export rejected.csv --feed trades", "rejected resubmit orders/3/1234 --payload good.json", "rejected resubmit --all timestamp");
        Add(VerifyCommand.Create(Run), "verify", "verify alert 6c1d0f9e-5a0b-8f3c-a1d2-0b9a7e4f3c21");
        Add(ExportCommand.Create(Run), "export trades.csv --tickers AAPL --from 2026-03-01", "export - --side sell | gzip > sells.csv.gz");
        Add(ResumeCommand.Create(Run), "resume quotes --at end");
        Add(DoctorCommand.Create(Run), "doctor", "Kafka__BootstrapServers=broker:9092 doctor");
        Add(BackupCheckCommand.Create(Run), "backup-check trades.dump", "backup-check trades.dump --server 'Host=db;Username=postgres;Password=…'");
        ExampleHelp.AddTo(_root, examples);

        void Add(Command command, params string[] lines)
        {
            _root.Subcommands.Add(command);
            examples[command] = lines;
        }
    }

    /// <summary>Those of the first word.</summary>
    public IEnumerable<Command> Verbs => _root.Subcommands;

    /// <summary>Gives a command its action.</summary>
    public delegate Func<ParseResult, CancellationToken, Task<int>> Runner(Func<CommandSession, CancellationToken, Task<int>> command);

    /// <summary>
    /// Whether the arguments are those of a command, and not settings of the terminal itself, which are <c>--key value</c> or
    /// <c>key=value</c>. A mistyped command must not start a terminal.
    /// </summary>
    public static bool AreFor(IReadOnlyList<string> arguments) =>
        arguments.Count > 0 && arguments[0].Length > 0 && char.IsAsciiLetter(arguments[0][0]) && !arguments[0].Contains('=', StringComparison.Ordinal);

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var parsed = _root.Parse(arguments[0] == "help" ? [.. arguments.Skip(1), "--help"] : arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var wrong in parsed.Errors)
            {
                await error.WriteLineAsync(wrong.Message).ConfigureAwait(false);
            }

            await error.WriteLineAsync($"'{Words(parsed.CommandResult)} --help' says what there is.").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = ToClearUp,
            }).ConfigureAwait(false);
    }

    private Func<ParseResult, CancellationToken, Task<int>> Run(Func<CommandSession, CancellationToken, Task<int>> command) =>
        async (arguments, cancellationToken) =>
        {
            using var session = new CommandSession(arguments, arguments.GetValue(_url)!, arguments.GetValue(_json), _time);
            try
            {
                return await command(session, cancellationToken).ConfigureAwait(false);
            }
            catch (CommandException exception)
            {
                await arguments.InvocationConfiguration.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
                return exception.ExitCode;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Problem;
            }
        };

    /// <summary>What to type to get to a command.</summary>
    private static string Words(CommandResult command) =>
        command.Parent is CommandResult { Command: not RootCommand } parent ? $"{Words(parent)} {command.Command.Name}" : command.Command.Name;

    private static Uri? Wrong(ArgumentResult result, string rule)
    {
        result.AddError(rule);
        return null;
    }
}
