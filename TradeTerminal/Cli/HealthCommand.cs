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
            [
                CommandSession.Text(health, "status"),
                .. health.GetProperty("parts").EnumerateArray().Select(part =>
                    $"  {CommandSession.Text(part, "name"),-10} {CommandSession.Text(part, "state"),-8} {CommandSession.Text(part, "why")}".TrimEnd()),
            ]);
            return status == HttpStatusCode.OK ? ExitCode.Good : ExitCode.Problem;
        }));
        return command;
    }
}
