using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.Judges;

/// <summary>
/// The lag as a tool of others sees it, beside ours. Our position is kept in PostgreSQL; what Kafka is told of it is for such tools.
/// </summary>
public sealed class LagTests
{
    [Fact]
    public async Task Lag_OfBurrow_IsOursWhileMessagesWaitAndAfterwards()
    {
        await using var kafka = await ApacheKafka.StartAsync();
        await kafka.CreateTopicAsync("orders", 2);
        await using var postgres = await KillablePostgres.StartAsync();
        using var topic = new TestTopic("orders", kafka.BootstrapServers, kafka.ClientSettings);
        var trades = new RandomTrades(new Random(5), DateTime.UtcNow) { Partitions = 2 };
        topic.Send(trades.Take(200));
        await using var terminal = await TestTerminal.StartAsync(postgres.ConnectionString, kafka.BootstrapServers, "orders", kafka.ClientSettings);
        await terminal.WhenCaughtUpAsync(topic);
        await using var burrow = Burrow.Start(kafka);

        await AgreesAsync(0);
        using (postgres.Freeze())
        {
            topic.Send(trades.Take(300));
            await AgreesAsync(300);
        }

        await terminal.WhenCaughtUpAsync(topic);
        await AgreesAsync(0);

        async Task AgreesAsync(long lag)
        {
            IReadOnlyDictionary<int, (long Lag, long Committed)> theirs = new Dictionary<int, (long, long)>();
            await Eventually.TrueAsync(
                async () =>
                {
                    theirs = await burrow.LagAsync("trade-terminal");
                    var ours = terminal.Feed.Partitions.ToDictionary(
                        partition => partition.Position.Partition, partition => (partition.LagRecords, partition.Position.NextOffset));
                    return ours.Values.Sum(one => one.LagRecords) == lag && ours.OrderBy(one => one.Key).SequenceEqual(theirs.OrderBy(one => one.Key));
                },
                () => $"Burrow and the terminal see {lag} messages wait. Burrow: {Burrow.Words(theirs)}. {terminal.State}");
        }
    }
}
