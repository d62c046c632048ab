using System.CommandLine;
using System.Text.Json;
using TradeTerminal.Ingest.Alerts;

namespace TradeTerminal.Cli;

/// <summary><c>topics</c>: what is read from Kafka, and where alerts go.</summary>
internal static class TopicsCommand
{
    public static Command Create(CommandLine.Runner run)
    {
        var command = new Command("topics", "The topics that are read, and those that alerts go to");
        command.SetAction(run(async (session, cancellation) =>
        {
            var status = await session.Terminal.GetAsync("api/status", cancellation).ConfigureAwait(false);
            var rules = await session.Terminal.GetAsync("api/rules", cancellation).ConfigureAwait(false);
            session.Write(JsonSerializer.SerializeToElement(Topics(status, rules), CommandSession.Camel), topics => Words(session, topics));
            return ExitCode.Good;
        }));
        return command;
    }

    private static IEnumerable<Topic> Topics(JsonElement status, JsonElement rules) =>
    [
        .. status.GetProperty("feeds").EnumerateArray().Select(feed => new Topic(
            CommandSession.Text(feed, "topic"), "read", CommandSession.Text(feed, "name"), feed.GetProperty("partitions").GetArrayLength(),
            Sum(feed, "endOffset"), Sum(feed, "nextOffset"), CommandSession.Text(feed, "phase"))),
        .. rules.EnumerateArray().Select(rule => new Topic(
            CommandSession.Text(rule, "topic"), "write", CommandSession.Text(rule, "kind"), null, null, null,
            rule.GetProperty("enabled").GetBoolean() ? "on" : "off")),
        new(AlertKind.Level.Topic(), "write", AlertKind.Level.Code(), null, null, null, "on"),
    ];

    private static long Sum(JsonElement feed, string name) =>
        feed.GetProperty("partitions").EnumerateArray().Sum(partition => partition.GetProperty(name).GetInt64());

    private static IEnumerable<string> Words(CommandSession session, JsonElement topics)
    {
        var table = new TextTable("topic", "we", "for", ">parts", ">end", ">stored", "state");
        foreach (var topic in topics.EnumerateArray())
        {
            table.Add(
                CommandSession.Text(topic, "name"), CommandSession.Text(topic, "is"), CommandSession.Text(topic, "of"),
                CommandSession.Number(topic, "partitions"), CommandSession.Number(topic, "end"), CommandSession.Number(topic, "stored"),
                CommandSession.Text(topic, "state"));
        }

        return table.Lines(session.Ink);
    }

    /// <summary>Offsets are sums over the partitions.</summary>
    private sealed record Topic(string Name, string Is, string Of, int? Partitions, long? End, long? Stored, string State);
}
