using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TradeTerminal.Pipeline.Resubmissions;

namespace TradeTerminal.Cli.Rejected;

/// <summary>
/// <c>rejected --reason json --payload</c>: the newest messages that were refused, and why. <c>rejected export</c>, <c>rejected resubmit</c>.
/// </summary>
internal static class RejectedCommand
{
    private const int DefaultLimit = 20;

    public static Command Create(CommandLine.Runner run)
    {
        var filter = new RejectedFilter();
        var limit = new Option<int>("--limit") { Description = "At most so many, up to 1000", DefaultValueFactory = _ => DefaultLimit };
        var payload = new Option<bool>("--payload") { Description = "Also the messages themselves" };
        var command = new Command("rejected", "Messages that were refused, newest first, each with its reason") { limit, payload };
        filter.AddTo(command);
        command.SetAction(run(async (session, cancellation) =>
        {
            var given = session.Arguments;
            var number = given.GetValue(limit).ToString(CultureInfo.InvariantCulture);
            session.Write(
                await session.Terminal.GetAsync($"api/rejected?limit={number}{filter.Query(given)}", cancellation).ConfigureAwait(false),
                rejects => Words(session, rejects, given.GetValue(payload)));
            return ExitCode.Good;
        }));
        command.Subcommands.Add(ResubmitCommand.Create(run));
        command.Subcommands.Add(Export(run));
        return command;
    }

    private static Command Export(CommandLine.Runner run)
    {
        var filter = new RejectedFilter();
        var file = new Argument<string>("file") { Description = "Where to write it; - is standard output" };
        var force = new Option<bool>("--force") { Description = "Also over a file that is there" };
        var command = new Command("export", "All of them as CSV") { file, force };
        filter.AddTo(command);
        command.SetAction(run(async (session, cancellation) =>
        {
            var query = filter.Query(session.Arguments);
            await ExportCommand.SaveAsync(
                session, $"api/rejected.csv{(query.Length > 0 ? $"?{query[1..]}" : "")}", session.Arguments.GetValue(file)!,
                session.Arguments.GetValue(force), rows => $"{rows} lines", cancellation).ConfigureAwait(false);
            return ExitCode.Good;
        }));
        return command;
    }

    private static IEnumerable<string> Words(CommandSession session, JsonElement rejects, bool withPayload)
    {
        if (rejects.GetArrayLength() == 0)
        {
            yield return "Nothing was rejected that the filter leaves.";
        }

        foreach (var one in rejects.EnumerateArray())
        {
            yield return $"{CommandSession.Moment(one, "rejectedAt")}  {session.Ink.Bad(CommandSession.Text(one, "reason"))}  "
                + $"{CommandSession.Text(one, "topic")}/{CommandSession.Text(one, "partition")}/{CommandSession.Text(one, "offset")}";
            foreach (var line in TextTable.Wrap(CommandSession.Text(one, "detail"), TextTable.Width - 2))
            {
                yield return $"  {line}";
            }

            if (one.GetProperty("resubmission") is { ValueKind: JsonValueKind.Object } sent)
            {
                yield return $"  resubmitted at {CommandSession.Moment(sent, "at")}: it {Outcomes.Words(CommandSession.Text(sent, "outcome"))}";
            }

            if (withPayload)
            {
                // Whole and on one line, so that it can be copied.
                yield return $"  {Payload(one)}";
            }
        }
    }

    private static string Payload(JsonElement one) =>
        CommandSession.Text(one, "payload") is { Length: > 0 } text ? text.ReplaceLineEndings(" ")
        : CommandSession.Text(one, "payloadBase64") is { Length: > 0 } bytes ? $"base64:{bytes}" : "(no bytes)";
}
