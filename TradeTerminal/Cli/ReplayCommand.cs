using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using TradeTerminal.Producers.Replay;
using TradeTerminal.Producers.Replay.Recordings;

namespace TradeTerminal.Cli;

/// <summary>
/// <c>replay prices.csv --feed indices --speed max</c>, or a stored range by <c>--from</c> and <c>--to</c>: sends
/// it and waits until it has ended. Stopping the command stops the replay.
/// </summary>
internal static class ReplayCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly Argument<FileInfo?> File = new("file") { Description = "CSV with the fields of the feed", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> Feed = new("--feed") { Description = $"{string.Join(", ", ReplayFormats.All.Select(format => format.Feed))}" };
    private static readonly Option<string?> From = new("--from") { Description = "Start of a stored range, such as 2026-03-01T14:30:00Z" };
    private static readonly Option<string?> To = new("--to") { Description = "End of a stored range, not part of it" };
    private static readonly Option<string> Speed = new("--speed") { Description = $"{ReplaySpeed.Rule}", DefaultValueFactory = _ => "1" };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Also where rows are stored a second time" };
    private static readonly Option<bool> Shift = new("--shift-to-now") { Description = "Move all times by the same amount, so that the last event is now" };
    private static readonly Option<bool> Paused = new("--paused") { Description = "Send nothing until 'replay step' or 'replay resume'; does not wait" };

    public static Command Create(CommandLine.Runner run)
    {
        var command = new Command("replay",
            "Replay a CSV file or a stored range of time") { File, Feed, From, To, Speed, Yes, Shift, Paused };
        command.Validators.Add(result =>
        {
            var isFile = result.GetValue(File) is not null;
            if (result.GetValue(Feed) is null)
            {
                result.AddError("--feed is missing: it says whose events these are");
            }

            if (isFile ? result.GetValue(From) is not null || result.GetValue(To) is not null : result.GetValue(From) is null || result.GetValue(To) is null)
            {
                result.AddError("Give a file, or --from and --to");
            }

            // A default is not there yet when arguments are judged.
            if (result.GetValue(Speed) is { } speed && !ReplaySpeed.TryParse(speed, out _))
            {
                result.AddError($"--speed must be {ReplaySpeed.Rule}");
            }
        });
        command.SetAction(run(StartAsync));
        command.Subcommands.Add(Control("pause", "Hold between two events", run));
        command.Subcommands.Add(Control("resume", "Go on", run));
        command.Subcommands.Add(Control("step", "Send one event, and hold", run));
        command.Subcommands.Add(Control("stop", "End it", run));
        var state = new Command("state", "How far it is");
        state.SetAction(
            run(async (session, cancellation) => Report(session, await StateAsync(session, cancellation).ConfigureAwait(false))));
        command.Subcommands.Add(state);
        return command;
    }

    private static Command Control(string name, string description, CommandLine.Runner run)
    {
        var command = new Command(name, description);
        command.SetAction(run(async (session, cancellation) =>
            Report(session, await session.Terminal.PostAsync($"api/replay/{name}", null, cancellation).ConfigureAwait(false))));
        return command;
    }

    private static async Task<int> StartAsync(CommandSession session, CancellationToken cancellationToken)
    {
        var given = session.Arguments;
        JsonElement state;
        try
        {
            state = given.GetValue(File) is { } file
                ? await FileAsync(session, file, cancellationToken).ConfigureAwait(false)
                : await RangeAsync(session, cancellationToken).ConfigureAwait(false);
        }
        catch (CommandException exception) when (exception.Detail("reason") == "confirm")
        {
            throw new CommandException(ExitCode.Problem,
                $"{exception.Message}{Environment.NewLine}Nothing was sent. Add --yes to do it nevertheless.");
        }

        foreach (var note in CommandSession.Texts(state, "notes"))
        {
            session.Say(note);
        }

        return given.GetValue(Paused) ? Report(session, state) : await FollowAsync(session, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<JsonElement> FileAsync(CommandSession session, FileInfo file, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            throw new CommandException(ExitCode.Usage, $"There is no file {file.FullName}.");
        }

        var given = session.Arguments;
        await using var content = file.OpenRead();
        using var body = new StreamContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var query = $"feed={Uri.EscapeDataString(given.GetValue(Feed)!)}&speed={Uri.EscapeDataString(given.GetValue(Speed)!)}&file={Uri.EscapeDataString(file.Name)}"
            + $"&confirm={given.GetValue(Yes)}&shiftToNow={given.GetValue(Shift)}&paused={given.GetValue(Paused)}";
        return await session.Terminal.PostAsync($"api/replay?{query}", body, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<JsonElement> RangeAsync(CommandSession session, CancellationToken cancellationToken)
    {
        var given = session.Arguments;
        using var body = JsonContent.Create(new
        {
            feed = given.GetValue(Feed),
            from = given.GetValue(From),
            to = given.GetValue(To),
            speed = given.GetValue(Speed),
            confirm = given.GetValue(Yes),
            shiftToNow = given.GetValue(Shift),
            paused = given.GetValue(Paused),
        });
        return await session.Terminal.PostAsync("api/replay", body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Somebody may pause it meanwhile; then it waits on.</summary>
    private static async Task<int> FollowAsync(CommandSession session, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var state = await StateAsync(session, cancellationToken).ConfigureAwait(false);
                if (CommandSession.Text(state, "state") is not ("running" or "paused"))
                {
                    return Report(session, state);
                }

                await Task.Delay(Pause, session.Time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Report(session, await session.Terminal.PostAsync("api/replay/stop", null, CancellationToken.None).ConfigureAwait(false));
            return ExitCode.Problem;
        }
    }

    private static Task<JsonElement> StateAsync(CommandSession session, CancellationToken cancellationToken) =>
        session.Terminal.GetAsync("api/replay", cancellationToken);

    private static int Report(CommandSession session, JsonElement replay)
    {
        session.Write(replay, Words);
        return replay.GetProperty("failed").GetInt64() == 0 ? ExitCode.Good : ExitCode.Problem;
    }

    private static IEnumerable<string> Words(JsonElement state)
    {
        var source = CommandSession.Text(state, "file") is { Length: > 0 } file ? file : $"{CommandSession.Text(state, "from")} to {CommandSession.Text(state, "to")}";
        yield return CommandSession.Text(state, "state") == "idle" ? "Nothing has been replayed yet." : string.Create(
            CultureInfo.InvariantCulture,
            $"{CommandSession.Text(state, "state")}: {source} into {CommandSession.Text(state, "topic")}, {CommandSession.Count(state, "sent")} of {CommandSession.Count(state, "total")} sent, {CommandSession.Count(state, "acknowledged")} acknowledged, {CommandSession.Count(state, "failed")} failed, speed {CommandSession.Text(state, "speed")}");
        if (CommandSession.Text(state, "position") is { Length: > 0 } position)
        {
            yield return $"at {position} of {CommandSession.Text(state, "first")} to {CommandSession.Text(state, "last")}";
        }

        if (CommandSession.Text(state, "problem") is { Length: > 0 } problem)
        {
            yield return $"Problem: {problem}";
        }
    }
}
