using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TradeTerminal.Controls;

namespace TradeTerminal.Cli;

/// <summary><c>status</c>: what runs, what each feed has stored and how far it lags; again and again with <c>--refresh</c>.</summary>
internal static class StatusCommand
{
    public static Command Create(CommandLine.Runner run)
    {
        var refresh = NumberOption.Create(
            "--refresh", "Show it again every so many seconds, until stopped", "from 0.1 to 3600 seconds",
            number => number is >= 0.1m and <= 3_600);
        var command = new Command("status", "What runs, and how far each feed is") { refresh };
        command.SetAction(run(async (session, cancellation) =>
        {
            while (true)
            {
                session.Write(await session.Terminal.GetAsync("api/status", cancellation).ConfigureAwait(false),
                    status => Words(session, status));
                if (session.Arguments.GetValue(refresh) is not { } seconds)
                {
                    return ExitCode.Good;
                }

                await Task.Delay(TimeSpan.FromSeconds((double)seconds), session.Time, cancellation).ConfigureAwait(false);
            }
        }));
        return command;
    }

    private static IEnumerable<string> Words(CommandSession session, JsonElement status)
    {
        var (kafka, database) = (status.GetProperty("kafka"), status.GetProperty("database"));
        yield return $"Trade Terminal {CommandSession.Text(status, "version")} at {session.Address}";
        yield return $"Kafka {CommandSession.Text(kafka, "mode")} at {CommandSession.Text(kafka, "bootstrapServers")}";
        var port = CommandSession.Text(database, "port");
        yield return $"PostgreSQL {CommandSession.Text(database, "mode")} {CommandSession.Text(database, "version")}"
            + (port.Length > 0 ? $" on 127.0.0.1:{port}; 'doctor' has the line for psql" : "");
        var feeds = status.GetProperty("feeds").EnumerateArray().ToList();
        var table = new TextTable("feed", "phase", ">stored", ">duplicates", ">rejected", ">per s", ">lag", ">newest");
        foreach (var feed in feeds)
        {
            table.Add(
                CommandSession.Text(feed, "phase") == "running" ? null : session.Ink.Doubtful, CommandSession.Text(feed, "name"),
                CommandSession.Text(feed, "phase"), CommandSession.Count(feed, "accepted"), CommandSession.Count(feed, "duplicates"),
                CommandSession.Count(feed, "rejected"),
                feed.GetProperty("ratePerSecond").GetDouble().ToString("N1", CultureInfo.InvariantCulture),
                CommandSession.Count(feed, "lagRecords"), Age(feed, session.Time));
        }

        foreach (var line in table.Lines(session.Ink))
        {
            yield return line;
        }

        foreach (var feed in feeds.Where(feed => feed.GetProperty("ignored").GetInt64() > 0))
        {
            yield return $"{CommandSession.Text(feed, "name")}: {CommandSession.Count(feed, "ignored")} messages ignored, not for it by its mapping";
        }

        foreach (var (feed, line) in feeds.SelectMany(feed => Asked(feed, "asks").Select(line => (feed, line))))
        {
            var name = CommandSession.Text(feed, "name");
            yield return $"{name} asks about {line}";
            yield return $"  answer it with: resume {name} --at end|start";
        }

        foreach (var feed in feeds.Where(feed => feed.GetProperty("selfCheck").ValueKind == JsonValueKind.String))
        {
            foreach (var line in TextTable.Wrap($"self-check of {CommandSession.Text(feed, "name")}: {CommandSession.Text(feed, "selfCheck")}", TextTable.Width))
            {
                yield return session.Ink.Bad(line);
            }
        }
    }

    /// <summary>How old the newest event is.</summary>
    private static string Age(JsonElement feed, TimeProvider time) =>
        feed.TryGetProperty("newestEventTime", out var newest) && newest.ValueKind == JsonValueKind.String
            ? Format.Age(time.GetUtcNow().UtcDateTime - newest.GetDateTime()) : "";

    /// <summary>A line for each position that a feed asks about, or was answered about.</summary>
    internal static IEnumerable<string> Asked(JsonElement of, string name) =>
        of.TryGetProperty(name, out var positions) && positions.ValueKind == JsonValueKind.Array
            ? positions.EnumerateArray().Select(one =>
                $"partition {CommandSession.Text(one, "partition")}: stored up to {CommandSession.Text(one, "storedOffset")}, log from {CommandSession.Text(one, "logStart")} to {CommandSession.Text(one, "logEnd")}")
            : [];
}
