using System.CommandLine;
using System.Text.Json;

namespace TradeTerminal.Cli;

/// <summary><c>scenario list</c>, or <c>scenario arbitrage</c>: runs it and waits for the verdict.</summary>
internal static class ScenarioCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static Command Create(CommandLine.Runner run)
    {
        var name = new Argument<string>("name") { Description = "One of those that 'scenario list' shows" };
        var slow = new Option<bool>("--slow") { Description = "Over about half a minute, so that one can watch" };
        var command = new Command("scenario", "Play a scenario and check what came of it") { name, slow };
        command.SetAction(run((session, cancellation) => PlayAsync(session, session.Arguments.GetValue(name)!, session.Arguments.GetValue(slow), cancellation)));
        var list = new Command("list", "All scenarios with their last verdicts");
        list.SetAction(run(async (session, cancellation) =>
        {
            var all = await session.Terminal.GetAsync("api/scenarios", cancellation).ConfigureAwait(false);
            session.Write(all, scenarios => scenarios.EnumerateArray().Select(one =>
                $"{CommandSession.Text(one, "name"),-12} {CommandSession.Text(one, "verdict"),-8} {CommandSession.Text(one, "title")}"));
            return ExitCode.Good;
        }));
        command.Subcommands.Add(list);
        return command;
    }

    private static async Task<int> PlayAsync(CommandSession session, string name, bool isSlow, CancellationToken cancellationToken)
    {
        var path = $"api/scenarios/{Uri.EscapeDataString(name)}";
        var state = await session.Terminal.PostAsync($"{path}{(isSlow ? "?slow=true" : "")}", null, cancellationToken).ConfigureAwait(false);
        session.Say($"{CommandSession.Text(state, "title")}. To see: {CommandSession.Text(state, "looksFor")}");
        while (CommandSession.Text(state, "verdict") == "running")
        {
            await Task.Delay(Pause, session.Time, cancellationToken).ConfigureAwait(false);
            state = await session.Terminal.GetAsync(path, cancellationToken).ConfigureAwait(false);
        }

        session.Write(state, Words);
        return CommandSession.Text(state, "verdict") == "passed" ? ExitCode.Good : ExitCode.Problem;
    }

    private static IEnumerable<string> Words(JsonElement state) =>
    [
        $"{CommandSession.Text(state, "name")}: {CommandSession.Text(state, "verdict")} after {CommandSession.Text(state, "seconds")} s, {CommandSession.Count(state, "sent")} messages about {CommandSession.Text(state, "symbol")}",
        .. state.GetProperty("checks").EnumerateArray().Select(check =>
            $"  {(check.GetProperty("passed").GetBoolean() ? "yes" : "NO ")} {CommandSession.Text(check, "what")}: {CommandSession.Text(check, "found")}"),
        .. CommandSession.Text(state, "verdict") == "failed" ? [CommandSession.Text(state, "why")] : Array.Empty<string>(),
    ];
}
