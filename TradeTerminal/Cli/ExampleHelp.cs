using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

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
        if (examples.TryGetValue(parseResult.CommandResult.Command, out var lines))
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
}
