using System.CommandLine;
using System.Text.Json;

namespace TradeTerminal.Cli;

/// <summary><c>verify</c>: the self-check of every feed. <c>verify alert ID</c>: an alert computed again from its inputs.</summary>
internal static class VerifyCommand
{
    public static Command Create(CommandLine.Runner run)
    {
        var command = new Command("verify", "Whether every message of each feed is accounted for");
        command.SetAction(run(async (session, cancellation) =>
        {
            var status = await session.Terminal.GetAsync("api/status", cancellation).ConfigureAwait(false);
            var checks = status.GetProperty("feeds").EnumerateArray().Select(Check).ToList();
            session.Write(JsonSerializer.SerializeToElement(checks, CommandSession.Camel), result => Words(session, result));
            return checks.TrueForAll(check => check.Passed) ? ExitCode.Good : ExitCode.Problem;
        }));
        command.Subcommands.Add(Alert(run));
        return command;
    }

    private static Command Alert(CommandLine.Runner run)
    {
        var id = new Argument<string>("id") { Description = "Its alertId" };
        var command = new Command("alert", "Compute an alert again from the numbers it was raised with") { id };
        command.SetAction(run(async (session, cancellation) =>
        {
            var path = $"api/alerts/{Uri.EscapeDataString(session.Arguments.GetValue(id)!)}";
            var check = await session.Terminal.GetAsync(path, cancellation).ConfigureAwait(false);
            session.Write(check, result => TextTable.Wrap(CommandSession.Text(result.GetProperty("alert"), "message"), TextTable.Width)
                .Append(CommandSession.Text(result, "condition"))
                .Append(Holds(result)
                    ? session.Ink.Good("computed again: the condition holds")
                    : session.Ink.Bad("computed again: the condition does NOT hold")));
            return Holds(check) ? ExitCode.Good : ExitCode.Problem;
        }));
        return command;
    }

    private static bool Holds(JsonElement check) => check.GetProperty("holds").ValueKind == JsonValueKind.True;

    private static FeedCheck Check(JsonElement feed)
    {
        long passed = 0, counted = 0;
        foreach (var partition in feed.GetProperty("partitions").EnumerateArray())
        {
            passed += Of(partition, "nextOffset") - Of(partition, "startOffset");
            counted += Of(partition, "accepted") + Of(partition, "duplicates") + Of(partition, "rejected")
                + Of(partition, "skipped") + Of(partition, "ignored");
        }

        var doubt = CommandSession.Text(feed, "selfCheck");
        return new FeedCheck(
            CommandSession.Text(feed, "name"), passed, counted, passed == counted && doubt.Length == 0,
            CommandSession.Text(feed, "rowsComparedAt"), doubt);
    }

    private static long Of(JsonElement partition, string name) => partition.GetProperty(name).GetInt64();

    private static IEnumerable<string> Words(CommandSession session, JsonElement checks)
    {
        var table = new TextTable("feed", "check", ">passed", ">counted", "rows compared", "what is wrong");
        foreach (var check in checks.EnumerateArray())
        {
            var passed = check.GetProperty("passed").GetBoolean();
            table.Add(
                passed ? null : session.Ink.Bad, CommandSession.Text(check, "feed"), passed ? "yes" : "NO",
                CommandSession.Number(check, "offsetsPassed"), CommandSession.Number(check, "accountedFor"),
                CommandSession.Moment(check, "rowsComparedAt"), CommandSession.Text(check, "doubt"));
        }

        return table.Lines(session.Ink);
    }

    private sealed record FeedCheck(string Feed, long OffsetsPassed, long AccountedFor, bool Passed, string RowsComparedAt, string Doubt);
}
