using System.CommandLine;
using System.Text.Json;

namespace TradeTerminal.Cli;

/// <summary><c>jobs</c>: what somebody has started and still goes on.</summary>
internal static class JobsCommand
{
    public static Command Create(CommandLine.Runner run)
    {
        var all = new Option<bool>("--all") { Description = "Also those that have ended" };
        var command = new Command("jobs", "Producers, the replay, scenarios and deletions that go on") { all };
        command.SetAction(run(async (session, cancellation) =>
        {
            var terminal = session.Terminal;
            var producers = await terminal.GetAsync("api/producers", cancellation).ConfigureAwait(false);
            var replay = await terminal.GetAsync("api/replay", cancellation).ConfigureAwait(false);
            var scenarios = await terminal.GetAsync("api/scenarios", cancellation).ConfigureAwait(false);
            var deletions = await terminal.GetAsync("api/deletions", cancellation).ConfigureAwait(false);
            Job[] jobs =
            [
                .. producers.EnumerateArray().Where(one => CommandSession.Text(one, "startedAt").Length > 0).Select(Producer),
                .. CommandSession.Text(replay, "state") == "idle" ? Array.Empty<Job>() : [Replay(replay)],
                .. scenarios.EnumerateArray().Where(one => CommandSession.Text(one, "startedAt").Length > 0).Select(Scenario),
                .. deletions.EnumerateArray().Select(Deletion),
            ];
            var shown = session.Arguments.GetValue(all) ? jobs : jobs.Where(job => job.GoesOn);
            session.Write(JsonSerializer.SerializeToElement(shown, CommandSession.Camel), result => Words(session, result));
            return ExitCode.Good;
        }));
        return command;
    }

    private static Job Producer(JsonElement one) => new(
        "producer", CommandSession.Text(one, "name"), one.GetProperty("running").GetBoolean() ? "running" : "stopped", CommandSession.Text(one, "startedAt"),
        one.GetProperty("running").GetBoolean(),
        $"{CommandSession.Count(one, "sent")} sent, {CommandSession.Count(one, "failed")} failed{Problem(one)}");

    private static Job Replay(JsonElement one) => new(
        "replay", CommandSession.Text(one, "feed"), CommandSession.Text(one, "state"), CommandSession.Text(one, "startedAt"),
        CommandSession.Text(one, "state") is "running" or "paused",
        $"{CommandSession.Count(one, "sent")} of {CommandSession.Count(one, "total")} sent, speed {CommandSession.Text(one, "speed")}{Problem(one)}");

    private static Job Scenario(JsonElement one) => new(
        "scenario", CommandSession.Text(one, "name"), CommandSession.Text(one, "verdict"), CommandSession.Text(one, "startedAt"),
        CommandSession.Text(one, "verdict") == "running", $"{CommandSession.Count(one, "sent")} sent about {CommandSession.Text(one, "symbol")}");

    private static Job Deletion(JsonElement one) => new(
        "deletion", CommandSession.Text(one, "symbol"), CommandSession.Text(one, "endedAt").Length == 0 ? "running" : "done",
        CommandSession.Text(one, "beganAt"),
        CommandSession.Text(one, "endedAt").Length == 0, $"{CommandSession.Count(one.GetProperty("deleted"), "events")} events of {CommandSession.Text(one, "feed")}");

    private static string Problem(JsonElement one) => CommandSession.Text(one, "problem") is { Length: > 0 } problem ? $"; {problem}" : "";

    private static IEnumerable<string> Words(CommandSession session, JsonElement jobs)
    {
        if (jobs.GetArrayLength() == 0)
        {
            return ["Nothing goes on."];
        }

        var table = new TextTable("job", "of", "state", "since", "how far");
        foreach (var job in jobs.EnumerateArray())
        {
            table.Add(
                CommandSession.Text(job, "state") == "failed" ? session.Ink.Bad : null,
                CommandSession.Text(job, "kind"), CommandSession.Text(job, "of"),
                CommandSession.Text(job, "state"), CommandSession.Moment(job, "startedAt"),
                CommandSession.Text(job, "detail"));
        }

        return table.Lines(session.Ink);
    }

    private sealed record Job(string Kind, string Of, string State, string StartedAt, bool GoesOn, string Detail);
}
