using System.CommandLine;
using System.Globalization;
using System.Text.Json;

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
                session.Write(await session.Terminal.GetAsync("api/status", cancellation).ConfigureAwait(false), Words);
                if (session.Arguments.GetValue(refresh) is not { } seconds)
                {
                    return ExitCode.Good;
                }

                await Task.Delay(TimeSpan.FromSeconds((double)seconds), session.Time, cancellation).ConfigureAwait(false);
            }
        }));
        return command;
    }

    private static IEnumerable<string> Words(JsonElement status)
    {
        var (kafka, database) = (status.GetProperty("kafka"), status.GetProperty("database"));
        yield return $"Trade Terminal {CommandSession.Text(status, "version")}, Kafka {CommandSession.Text(kafka, "mode")} at {CommandSession.Text(kafka, "bootstrapServers")}, PostgreSQL {CommandSession.Text(database, "mode")} {CommandSession.Text(database, "version")}";
        yield return $"{"feed",-12} {"phase",-10} {"accepted",14} {"duplicates",12} {"rejected",10} {"per second",11} {"lag",8}  newest";
        foreach (var feed in status.GetProperty("feeds").EnumerateArray())
        {
            var rate = feed.GetProperty("ratePerSecond").GetDouble().ToString("N1", CultureInfo.InvariantCulture);
            yield return $"{CommandSession.Text(feed, "name"),-12} {CommandSession.Text(feed, "phase"),-10} {CommandSession.Count(feed, "accepted"),14} {CommandSession.Count(feed, "duplicates"),12} {CommandSession.Count(feed, "rejected"),10} {rate,11} {CommandSession.Count(feed, "lagRecords"),8}  {CommandSession.Text(feed, "newestEventTime")}";
            foreach (var line in Asked(feed, "asks"))
            {
                yield return $"  asks about {line}; answer it with: resume {CommandSession.Text(feed, "name")} --at end|start";
            }
        }

        foreach (var feed in status.GetProperty("feeds").EnumerateArray().Where(feed => feed.GetProperty("selfCheck").ValueKind == JsonValueKind.String))
        {
            yield return $"self-check of {CommandSession.Text(feed, "name")}: {CommandSession.Text(feed, "selfCheck")}";
        }
    }

    /// <summary>A line for each position that a feed asks about, or was answered about.</summary>
    internal static IEnumerable<string> Asked(JsonElement of, string name) =>
        of.TryGetProperty(name, out var positions) && positions.ValueKind == JsonValueKind.Array
            ? positions.EnumerateArray().Select(one =>
                $"partition {CommandSession.Text(one, "partition")}: stored up to {CommandSession.Text(one, "storedOffset")}, log from {CommandSession.Text(one, "logStart")} to {CommandSession.Text(one, "logEnd")}")
            : [];
}
