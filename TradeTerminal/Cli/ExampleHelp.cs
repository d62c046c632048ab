using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace TradeTerminal.Cli;

/// <summary>Help with examples and what a command ends with.</summary>
internal sealed class ExampleHelp(HelpAction inner, IReadOnlyDictionary<Command, string[]> examples) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root, IReadOnlyDictionary<Command, string[]> examples)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            var inner = (HelpAction)option.Action!;
            inner.MaxWidth = TextTable.Width;
            option.Action = new ExampleHelp(inner, examples);
        }
    }

    /// <summary>Who asks for help need not have given what the command requires.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = inner.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (Of(parseResult.CommandResult) is { Count: > 0 } lines)
        {
            output.WriteLine("Examples:");
            foreach (var line in lines)
            {
                output.WriteLine($"  {line}");
            }

            output.WriteLine();
        }

        output.WriteLine($"Ends with {ExitCode.Good}: good, {ExitCode.Problem}: a problem or no terminal that answers, {ExitCode.Usage}: wrong arguments.");
        return code;
    }

    /// <summary>Of a command below another those of its own words, where there are any.</summary>
    private IReadOnlyList<string> Of(CommandResult command)
    {
        if (examples.TryGetValue(command.Command, out var lines))
        {
            return lines;
        }

        var above = command.Parent is CommandResult parent ? Of(parent) : [];
        List<string> own = [.. above.Where(line => line.Contains($" {command.Command.Name}", StringComparison.Ordinal))];
        return own.Count > 0 ? own : above;
    }
}
