using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace TradeTerminal.Cli;

/// <summary>
/// <c>map --topic md.trades --feed trades</c>: what a feed would make of a topic's newest messages, and the settings for it. Ends with 1
/// where nothing would be accepted, or more than a twentieth rejected.
/// </summary>
internal static class MapCommand
{
    private const double MostRejected = 0.05;

    public static Command Create(CommandLine.Runner run)
    {
        var topic = new Option<string>("--topic") { Description = "The topic to look at", Required = true };
        var feed = new Option<string?>("--feed") { Description = "For which feed; trades where it is not given" };
        var mapping = new Option<string?>("--mapping") { Description = "File with settings to try, as JSON, in place of guessing; - is standard input" };
        var command = new Command("map",
            "Read a topic's newest messages, say what was understood, and print the settings to paste") { topic, feed, mapping };
        command.SetAction(run(async (session, cancellation) =>
        {
            var tried = session.Arguments.GetValue(mapping) is { } file ? await ReadAsync(file, cancellation).ConfigureAwait(false)
                : (JsonElement?)null;
            using var body = JsonContent.Create(new { topic = session.Arguments.GetValue(topic), feed = session.Arguments.GetValue(feed),
                mapping = tried });
            var preview = await session.Terminal.PostAsync("api/map/preview", body, cancellation).ConfigureAwait(false);
            session.Write(preview, result => Words(session, result));
            var (accepted, rejected) = (preview.GetProperty("accepted").GetInt32(), preview.GetProperty("rejected").GetInt32());
            return accepted > 0 && rejected <= MostRejected * (accepted + rejected) ? ExitCode.Good : ExitCode.Problem;
        }));
        return command;
    }

    private static async Task<JsonElement> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var text = file == "-" ? await Console.In.ReadToEndAsync(cancellationToken).ConfigureAwait(false)
                : await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException exception)
        {
            throw new CommandException(ExitCode.Usage, $"{file} is no JSON: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"{file} can't be read: {exception.Message}");
        }
    }

    private static IEnumerable<string> Words(CommandSession session, JsonElement preview)
    {
        var words = CommandSession.Text(preview, "words");
        var isGood = preview.GetProperty("accepted").GetInt32() > 0 && preview.GetProperty("rejected").GetInt32() == 0;
        yield return $"{CommandSession.Text(preview, "topic")} for {CommandSession.Text(preview, "feed")}: "
            + $"{CommandSession.Count(preview, "read")} newest messages of {CommandSession.Count(preview, "partitions")} partitions, "
            + $"{CommandSession.Moment(preview, "from")} to {CommandSession.Moment(preview, "to")}";
        yield return isGood ? session.Ink.Good(words) : session.Ink.Bad(words);
        yield return "";
        foreach (var line in Understood(preview).Concat(Fields(session, preview)).Concat(Rejects(preview)))
        {
            yield return line;
        }

        yield return "";
        yield return "Settings, as JSON:";
        yield return CommandSession.Text(preview, "settings");
        yield return "";
        yield return "The same for a shell:";
        yield return CommandSession.Text(preview, "environment");
    }

    private static IEnumerable<string> Understood(JsonElement preview)
    {
        foreach (var decoder in preview.GetProperty("encoding").EnumerateArray())
        {
            var said = CommandSession.Text(decoder, "said");
            yield return $"{CommandSession.Text(decoder, "name")}: {CommandSession.Count(decoder, "taken")}{(said.Length > 0 ? $"; {said}" : "")}";
        }

        yield return $"around them: {CommandSession.Text(preview, "envelope")}";
        var reasons = preview.GetProperty("reasons");
        foreach (var reason in reasons.EnumerateObject())
        {
            yield return $"{reason.Name}: {CommandSession.Text(reasons, reason.Name)}";
        }

        foreach (var note in CommandSession.Texts(preview, "notes"))
        {
            yield return $"Mind: {note}";
        }

        yield return "";
    }

    private static IEnumerable<string> Fields(CommandSession session, JsonElement preview)
    {
        var table = new TextTable("ours", "from", "theirs", "becomes", "");
        foreach (var field in preview.GetProperty("fields").EnumerateArray())
        {
            var from = CommandSession.Text(field, "const") is { Length: > 0 } constant ? $"always {constant}"
                : CommandSession.Text(field, "unit") == "kafka" ? "Kafka's time" : CommandSession.Text(field, "from");
            table.Add(
                CommandSession.Text(field, "name"), from, Short(CommandSession.Text(field, "raw")),
                    Short(CommandSession.Text(field, "ours")),
                CommandSession.Text(field, "certainty") is "sure" or "" ? "" : CommandSession.Text(field, "certainty"));
        }

        return
        [
            .. table.Lines(session.Ink), "",
            .. preview.GetProperty("fields").EnumerateArray()
            .Where(field => CommandSession.Text(field, "certainty") is "doubtful" or "likely" or "none" && IsWorthSaying(field))
                .Select(field => $"{CommandSession.Text(field, "name")}: {CommandSession.Text(field, "why")}"),
        ];
    }

    private static bool IsWorthSaying(JsonElement field) => field.GetProperty("required").GetBoolean()
        || CommandSession.Text(field, "certainty") != "none";

    private static IEnumerable<string> Rejects(JsonElement preview) => preview.GetProperty("rejects").EnumerateArray()
        .SelectMany(reject => new[]
    {
        "",
        string.Create(CultureInfo.InvariantCulture,
            $"rejected, {CommandSession.Text(reject, "reason")}: {CommandSession.Count(reject, "count")}, as at {CommandSession.Text(reject, "partition")}/{CommandSession.Text(reject, "offset")}"),
        $"  {CommandSession.Text(reject, "detail")}",
        $"  {CommandSession.Text(reject, "payload")}",
    });

    private static string Short(string text) => text.Length > 32 ? $"{text[..31]}…" : text;
}
