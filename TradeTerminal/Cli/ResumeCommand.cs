using System.CommandLine;

namespace TradeTerminal.Cli;

/// <summary><c>resume quotes --at end</c>: answers a feed that asks where to go on.</summary>
internal static class ResumeCommand
{
    public static Command Create(CommandLine.Runner run)
    {
        var feed = new Argument<string>("feed") { Description = "One that 'status' shows as waitingForDecision" };
        var at = new Option<string>("--at") { Description = "end: with what is written from now on; start: all that is there, a second time if the log was only cut", Required = true };
        at.AcceptOnlyFromAmong("end", "start");
        var command = new Command("resume", "Say where a feed goes on whose log ends before its position") { feed, at };
        command.SetAction(run(async (session, cancellation) =>
        {
            var (name, place) = (session.Arguments.GetValue(feed)!, session.Arguments.GetValue(at)!);
            using var body = JsonContent.Create(new { at = place });
            session.Write(
                await session.Terminal.PostAsync($"api/feeds/{Uri.EscapeDataString(name)}/resume", body, cancellation)
                    .ConfigureAwait(false),
                answer => [$"{name} goes on at the {place} of its log", .. StatusCommand.Asked(answer, "partitions").Select(line => $"  {line}")]);
            return ExitCode.Good;
        }));
        return command;
    }
}
