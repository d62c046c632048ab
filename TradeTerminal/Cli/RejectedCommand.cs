using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace TradeTerminal.Cli;

/// <summary><c>rejected --reason json --payload</c>: the newest messages that were refused, and why.</summary>
internal static class RejectedCommand
{
    private const int DefaultLimit = 20;

    public static Command Create(CommandLine.Runner run)
    {
        var reason = new Option<string?>("--reason") { Description = "Only one reason, such as missing_field" };
        var limit = new Option<int>("--limit") { Description = "At most so many, up to 1000", DefaultValueFactory = _ => DefaultLimit };
        var payload = new Option<bool>("--payload") { Description = "Also the messages themselves" };
        var command = new Command("rejected", "Messages that were refused, newest first, each with its reason") { reason, limit, payload };
        command.SetAction(run(async (session, cancellation) =>
        {
            var given = session.Arguments;
            var only = given.GetValue(reason) is { } text ? $"&reason={Uri.EscapeDataString(text)}" : "";
            var number = given.GetValue(limit).ToString(CultureInfo.InvariantCulture);
            session.Write(
                await session.Terminal.GetAsync($"api/rejected?limit={number}{only}", cancellation).ConfigureAwait(false),
                rejects => Words(session, rejects, given.GetValue(payload)));
            return ExitCode.Good;
        }));
        return command;
    }

    private static IEnumerable<string> Words(CommandSession session, JsonElement rejects, bool withPayload)
    {
        if (rejects.GetArrayLength() == 0)
        {
            yield return "Nothing was rejected.";
        }

        foreach (var one in rejects.EnumerateArray())
        {
            yield return $"{CommandSession.Moment(one, "rejectedAt")}  {session.Ink.Bad(CommandSession.Text(one, "reason"))}  "
                + $"{CommandSession.Text(one, "topic")} {CommandSession.Text(one, "partition")}/{CommandSession.Text(one, "offset")}";
            foreach (var line in TextTable.Wrap(CommandSession.Text(one, "detail"), TextTable.Width - 2))
            {
                yield return $"  {line}";
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
