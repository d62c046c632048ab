using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TradeTerminal.Pipeline.Resubmissions;

namespace TradeTerminal.Cli.Rejected;

/// <summary>
/// <c>rejected resubmit orders/3/1234 --payload good.json</c>: sends one once more and says what became of it.
/// <c>rejected resubmit --all timestamp</c>: says how many there are; with <c>--count</c> it sends them.
/// </summary>
internal static class ResubmitCommand
{
    private const string Pipe = "-";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static Command Create(CommandLine.Runner run)
    {
        var id = new Argument<string?>("id") { Description = "TOPIC/PARTITION/OFFSET, or the id that 'rejected --json' gives", Arity = ArgumentArity.ZeroOrOne };
        var payload = new Option<string?>("--payload") { Description = "File with what is sent in its place; - is standard input" };
        var all = new Option<string?>("--all") { Description = "All that were rejected for this reason and not sent since, as they were" };
        var feed = new Option<string?>("--feed") { Description = "With --all: only of this feed" };
        var count = new Option<int?>("--count") { Description = "With --all: so many there are, as the answer without it says" };
        var command = new Command("resubmit", "Send refused messages to their topic once more") { id, payload, all, feed, count };
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is null == result.GetValue(all) is null)
            {
                result.AddError("Give the message (TOPIC/PARTITION/OFFSET), or --all REASON.");
            }
        });
        command.SetAction(run((session, cancellation) => session.Arguments.GetValue(all) is { } reason
            ? AllAsync(session, reason, session.Arguments.GetValue(feed), session.Arguments.GetValue(count), cancellation)
            : OneAsync(session, session.Arguments.GetValue(id)!, session.Arguments.GetValue(payload), cancellation)));
        return command;
    }

    private static async Task<int> OneAsync(CommandSession session, string id, string? file, CancellationToken cancellationToken)
    {
        var corrected = file is null ? null : Convert.ToBase64String(await ReadAsync(file, cancellationToken).ConfigureAwait(false));
        using var body = JsonContent.Create(new { id, payloadBase64 = corrected });
        var sent = await session.Terminal.PostAsync("api/rejected/resubmit", body, cancellationToken).ConfigureAwait(false);
        var reject = await OutcomeAsync(session, CommandSession.Text(sent, "id"), cancellationToken).ConfigureAwait(false);
        var outcome = CommandSession.Text(reject.GetProperty("resubmission"), "outcome");
        session.Write(reject, _ => Words(session, reject, outcome));
        return outcome is Outcomes.Accepted or Outcomes.Duplicate or Outcomes.Waiting ? ExitCode.Good : ExitCode.Problem;
    }

    private static IEnumerable<string> Words(CommandSession session, JsonElement reject, string outcome)
    {
        var place = string.Join("/", CommandSession.Text(reject, "topic"),
            CommandSession.Text(reject, "partition"), CommandSession.Text(reject, "offset"));
        var words = $"{place}, sent again, {Outcomes.Words(outcome)}.";
        yield return outcome switch
        {
            Outcomes.Accepted => session.Ink.Good(words),
            Outcomes.Duplicate or Outcomes.Waiting => words,
            _ => session.Ink.Bad(words),
        };
        if (outcome == Outcomes.Rejected)
        {
            yield return $"  It is {CommandSession.Text(reject.GetProperty("resubmission"), "rejectedAs")} now; 'rejected --limit 1' says why.";
        }
    }

    /// <summary>The reject once it is known what became of it, or as it is when that takes too long.</summary>
    private static async Task<JsonElement> OutcomeAsync(CommandSession session, string id, CancellationToken cancellationToken)
    {
        for (var began = session.Time.GetTimestamp(); ;)
        {
            var one = (await session.Terminal.GetAsync($"api/rejected?id={Uri.EscapeDataString(id)}", cancellationToken).ConfigureAwait(false))
                .EnumerateArray().Single();
            if (!Outcomes.IsOpen(CommandSession.Text(one.GetProperty("resubmission"), "outcome")) || session.Time.GetElapsedTime(began) > Patience)
            {
                return one;
            }

            await Task.Delay(Look, session.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<int> AllAsync(CommandSession session, string reason, string? feed, int? count, CancellationToken cancellationToken)
    {
        CommandException there;
        try
        {
            using var question = JsonContent.Create(new { reason, feed });
            await session.Terminal.PostAsync("api/rejected/resubmit-all", question, cancellationToken).ConfigureAwait(false);
            return ExitCode.Problem;
        }
        catch (CommandException exception) when (exception.Detail("reason") is "confirm" or "nothing")
        {
            there = exception;
        }

        var found = there.Detail("count");
        if (there.Detail("reason") == "nothing" || count is null)
        {
            var words = there.Detail("reason") == "nothing" ? there.Message
                : $"{found} of {there.Detail("all")} messages rejected for {reason} would be sent once more, as they were. "
                + $"To send them add --count {found}.";
            session.Write(there.Details!.Value, _ => TextTable.Wrap(words, TextTable.Width));
            return there.Detail("reason") == "nothing" ? ExitCode.Good : ExitCode.Problem;
        }

        if (count.Value.ToString(CultureInfo.InvariantCulture) != found)
        {
            throw new CommandException(ExitCode.Problem, $"There are {found} to send at once, not {count}: nothing was sent.");
        }

        using var order = JsonContent.Create(new { reason, feed, count, until = there.Detail("until") });
        var answer = await session.Terminal.PostAsync("api/rejected/resubmit-all", order, cancellationToken).ConfigureAwait(false);
        var problem = CommandSession.Text(answer, "problem");
        session.Write(answer, _ =>
        [
            $"Sent {CommandSession.Count(answer, "sent")}, {CommandSession.Count(answer, "inDoubt")} in doubt, "
                + $"{CommandSession.Count(answer, "left")} are left. 'rejected --resubmitted any' says what became of them.",
            .. problem.Length > 0 ? new[] { session.Ink.Bad($"Kafka took no more: {problem}") } : [],
        ]);
        return problem.Length > 0 ? ExitCode.Problem : ExitCode.Good;
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (file != Pipe)
            {
                return await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
            }

            using var bytes = new MemoryStream();
            await using var input = Console.OpenStandardInput();
            await input.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"{file} can't be read: {exception.Message}");
        }
    }
}
