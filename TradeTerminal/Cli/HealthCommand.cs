using System.CommandLine;
using System.Net;

namespace TradeTerminal.Cli;

/// <summary><c>health</c>: ends with 0 while the terminal is ready.</summary>
internal static class HealthCommand
{
    public static Command Create(CommandLine.Runner run)
    {
        var command = new Command("health", "Whether the terminal is ready, and which part is not");
        command.SetAction(run(async (session, cancellation) =>
        {
            var (status, body) = await session.Terminal.GetHealthAsync(cancellation).ConfigureAwait(false);
            session.Write(body, health =>
            {
                var table = new TextTable("part", "is", "why");
                foreach (var part in health.GetProperty("parts").EnumerateArray())
                {
                    var state = CommandSession.Text(part, "state");
                    table.Add(state == "up" ? null : session.Ink.Bad, CommandSession.Text(part, "name"), state,
                        CommandSession.Text(part, "why"));
                }

                return table.Lines(session.Ink).Prepend(CommandSession.Text(health, "status"));
            });
            return status == HttpStatusCode.OK ? ExitCode.Good : ExitCode.Problem;
        }));
        return command;
    }
}
