using System.CommandLine;
using System.Text.Json;
using TradeTerminal.Cli.Doctor;

namespace TradeTerminal.Cli;

/// <summary><c>doctor</c>: what keeps a terminal from its work, and what to do about it. It needs none that runs.</summary>
internal static class DoctorCommand
{
    private const int Indent = 7;

    public static Command Create(CommandLine.Runner run)
    {
        var command = new Command("doctor", "What keeps a terminal from its work, and what to do");
        command.SetAction(run(async (session, cancellation) =>
        {
            var examination = new Examination(Configuration(), session.Address, session.Time, Free);
            var found = await examination.RunAsync(cancellation).ConfigureAwait(false);
            session.Write(JsonSerializer.SerializeToElement(found, CommandSession.Camel), result => Words(session, result));
            return found.Any(one => one.IsWrong) ? ExitCode.Problem : ExitCode.Good;
        }));
        return command;
    }

    /// <summary>Read as the terminal reads it, but for its arguments.</summary>
    internal static ConfigurationManager Configuration() =>
        WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }).Configuration;

    private static long Free(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    private static IEnumerable<string> Words(CommandSession session, JsonElement found)
    {
        foreach (var one in found.EnumerateArray())
        {
            var state = CommandSession.Text(one, "state");
            var head = $"{state,-Indent}";
            var says = $"{CommandSession.Text(one, "check")}: {CommandSession.Text(one, "says")}";
            var lines = TextTable.Wrap(says, TextTable.Width - Indent).ToList();
            var painted = state switch { "ok" => session.Ink.Good(head), "doubt" => session.Ink.Doubtful(head), _ => session.Ink.Bad(head) };
            yield return painted + lines[0];
            foreach (var line in lines.Skip(1).Concat(Advice(state, CommandSession.Text(one, "do"))))
            {
                yield return new string(' ', Indent) + line;
            }
        }

        var wrong = found.EnumerateArray().Count(one => CommandSession.Text(one, "state") == "wrong");
        yield return wrong == 0
            ? session.Ink.Good("Nothing is wrong.")
            : session.Ink.Bad(wrong == 1 ? "One thing is wrong." : $"{wrong} things are wrong.");
    }

    private static IEnumerable<string> Advice(string state, string advice) =>
        advice.Length == 0 ? [] : state == "ok" ? [advice] : TextTable.Wrap($"→ {advice}", TextTable.Width - Indent);
}
