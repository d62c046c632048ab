using System.Text;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Tests.Support.Brokers;

namespace TradeTerminal.Tests.YourFeed;

public sealed class TopicPeekTests(KafkaFixture kafka)
{
    private readonly CancellationToken _cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_MoreThanItTakes_GivesTheNewestOverThePartitions()
    {
        using var topic = new TestTopic(kafka.CreateTopic(3), kafka.BootstrapServers);
        topic.Send(Enumerable.Range(0, 300).Select(at => (at % 2, (byte[]?)Encoding.UTF8.GetBytes($"{at}"))));
        topic.Send([(0, null), (1, new byte[70_000])]);
        using var peek = Peek(kafka.BootstrapServers);

        var sample = await peek.ReadAsync(topic.Name, _cancel);

        Assert.Equal((TopicPeek.MostMessages, 3, 0), (sample.Messages.Count, sample.Partitions, sample.Unread));
        Assert.All(sample.Messages, message => Assert.NotNull(message.Time));
        Assert.Equal([0, 1], sample.Messages.Select(message => message.Partition).Distinct().Order());
        Assert.Contains(sample.Messages, message => message.Length == 0);
        Assert.Equal(65_536, sample.Messages.Single(message => message.Length == 70_000).Payload.Length);
        // Of each partition the newest without a hole.
        Assert.All(sample.Messages.GroupBy(message => message.Partition), messages => Assert.Equal(
            messages.Count(), messages.Max(message => message.Offset) - messages.Min(message => message.Offset) + 1));
        Assert.Equal((150, 150), (sample.Messages.Where(message => message.Partition == 0)
            .Max(message => message.Offset), sample.Messages.Where(message => message.Partition == 1).Max(message => message.Offset)));
        Assert.Contains(topic.Name, await peek.NamesAsync(_cancel));
    }

    [Fact]
    public async Task Read_EmptyOrMissing_SaysSo()
    {
        using var peek = Peek(kafka.BootstrapServers);

        var empty = await Assert.ThrowsAsync<TopicTroubleException>(() => peek.ReadAsync(kafka.CreateTopic(2), _cancel));
        var missing = await Assert.ThrowsAsync<TopicTroubleException>(() => peek.ReadAsync("no-such-topic-of-ours", _cancel));

        Assert.Equal((TopicTrouble.Empty, TopicTrouble.Missing), (empty.Trouble, missing.Trouble));
        Assert.Contains("no-such-topic-of-ours", missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("no-such-topic-of-ours", await peek.NamesAsync(_cancel));
    }

    [Fact]
    public async Task Read_NoBroker_SaysWhichAndWhatToCheck()
    {
        using var peek = Peek("127.0.0.1:1");

        var away = await Assert.ThrowsAsync<TopicTroubleException>(() => peek.ReadAsync("orders", _cancel));

        Assert.Equal(TopicTrouble.Away, away.Trouble);
        Assert.Contains("127.0.0.1:1", away.Message, StringComparison.Ordinal);
    }

    private static TopicPeek Peek(string servers) => new(
        new KafkaClients(() => new KafkaEndpoint("external", servers, null), Options.Create(new KafkaOptions())), TimeProvider.System);
}
