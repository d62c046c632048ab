using System.Globalization;
using Confluent.Kafka;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Kafka;

namespace TradeTerminal.Cli.Backup;

/// <summary>Looks whether the log still has what would be read next. Asks only a Kafka of the user's: an embedded one begins anew each time.</summary>
internal static class LogPositions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public static async Task<IReadOnlyList<PartitionBackup>> CompareAsync(
        IConfiguration configuration, IReadOnlyList<PartitionBackup> positions, CancellationToken cancellationToken)
    {
        var servers = configuration[$"{KafkaOptions.Section}:BootstrapServers"] ?? "";
        return servers.Length == 0
            ? [.. positions.Select(position => position with { Says = "the embedded broker of then is gone, a new one is read from its start" })]
            // librdkafka blocks whoever asks it.
            : await Task.Run(() => Compare(configuration, servers, positions), cancellationToken).ConfigureAwait(false);
    }

    private static List<PartitionBackup> Compare(IConfiguration configuration, string servers, IReadOnlyList<PartitionBackup> positions)
    {
        var options = new KafkaOptions();
        configuration.GetSection(KafkaOptions.Section).Bind(options);
        var endpoint = new KafkaEndpoint("external", servers, null);
        var clients = new KafkaClients(() => endpoint, Options.Create(options));
        var compared = new List<PartitionBackup>();
        foreach (var topic in positions.GroupBy(position => position.Topic))
        {
            using var reader = new KafkaReader(clients.Consumer(), topic.Key);
            string cluster;
            try
            {
                cluster = ClusterIdentity.Find(endpoint, reader);
            }
            catch (KafkaException exception)
            {
                var words = $"{servers} does not answer ({exception.Error.Reason}), so it was not compared with the log";
                compared.AddRange(topic.Select(position => position with { Says = words }));
                continue;
            }

            compared.AddRange(topic.Select(position => position.ClusterId == cluster ? Compare(reader, position)
                : position with { Says = $"of another cluster than {servers}, which would be read from its start" }));
        }

        return compared;
    }

    private static PartitionBackup Compare(KafkaReader reader, PartitionBackup position)
    {
        try
        {
            var (low, high) = reader.Watermarks(position.Partition, Patience);
            var next = position.NextOffset;
            var (isGood, says) = next < low
                ? (true, Invariant($"{low - next:N0} messages are no longer in the log and would be missing; then {high - low:N0} more are read"))
                : next > high ? (false, Invariant($"the log ends at {high}, before it: the feed would ask where to go on"))
                : (true, Invariant($"the log has all that follows, {high - next:N0} messages"));
            return position with { IsGood = isGood, Says = says };
        }
        catch (KafkaException exception)
        {
            return position with { Says = $"its log does not answer: {exception.Error.Reason}" };
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
