using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace TradeTerminal.Cli;

/// <summary><c>lag --max 1000</c>: what waits in Kafka, by partition; ends with 1 where it is more than that.</summary>
internal static class LagCommand
{
    public static Command Create(CommandLine.Runner run)
    {
        var only = new Option<string?>("--feed") { Description = "Only this feed" };
        var most = new Option<long?>("--max") { Description = "End with 1 where more messages wait altogether" };
        var command = new Command("lag", "How many messages wait in Kafka, by partition") { only, most };
        command.SetAction(run(async (session, cancellation) =>
        {
            var status = await session.Terminal.GetAsync("api/status", cancellation).ConfigureAwait(false);
            var all = status.GetProperty("feeds").EnumerateArray().ToList();
            var feeds = session.Arguments.GetValue(only) is { } name ? all.FindAll(feed => CommandSession.Text(feed, "name") == name) : all;
            if (feeds.Count == 0)
            {
                throw new CommandException(
                    ExitCode.Usage, $"There is no such feed; there are {string.Join(", ", all.Select(feed => CommandSession.Text(feed, "name")))}.");
            }

            var lag = feeds.Sum(feed => feed.GetProperty("lagRecords").GetInt64());
            var partitions = feeds.SelectMany(Partitions).ToList();
            session.Write(
                JsonSerializer.SerializeToElement(new { lagRecords = lag, partitions }, CommandSession.Camel),
                result => Words(session, result));
            return lag > (session.Arguments.GetValue(most) ?? long.MaxValue) ? ExitCode.Problem : ExitCode.Good;
        }));
        return command;
    }

    private static IEnumerable<Waiting> Partitions(JsonElement feed) => feed.GetProperty("partitions").EnumerateArray().Select(partition => new Waiting(
        CommandSession.Text(feed, "name"), CommandSession.Text(feed, "topic"), partition.GetProperty("partition").GetInt32(),
        partition.GetProperty("nextOffset").GetInt64(), partition.GetProperty("endOffset").GetInt64(), partition.GetProperty("lagRecords").GetInt64(),
        partition.GetProperty("lagSeconds").GetDouble()));

    private static IEnumerable<string> Words(CommandSession session, JsonElement result)
    {
        var table = new TextTable("feed", ">partition", ">stored to", ">log ends at", ">waiting", ">seconds");
        foreach (var one in result.GetProperty("partitions").EnumerateArray())
        {
            table.Add(
                one.GetProperty("lagRecords").GetInt64() > 0 ? session.Ink.Doubtful : null,
                CommandSession.Text(one, "feed"), CommandSession.Text(one, "partition"), CommandSession.Number(one, "nextOffset"),
                CommandSession.Number(one, "endOffset"), CommandSession.Number(one, "lagRecords"),
                one.GetProperty("lagSeconds").GetDouble().ToString("N1", CultureInfo.InvariantCulture));
        }

        return [.. table.Lines(session.Ink), $"{CommandSession.Count(result, "lagRecords")} messages wait"];
    }

    private sealed record Waiting(
        string Feed, string Topic, int Partition, long NextOffset, long EndOffset, long LagRecords, double LagSeconds);
}
