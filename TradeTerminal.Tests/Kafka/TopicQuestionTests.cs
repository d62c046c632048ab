using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Tests.Support;

namespace TradeTerminal.Tests.Kafka;

/// <summary>New partitions are looked for without holding up who reads.</summary>
public sealed class TopicQuestionTests : IDisposable
{
    private readonly EmbeddedKafka _broker = EmbeddedKafka.Start(new Dictionary<string, int> { ["orders"] = 2 }, NullLogger.Instance);

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task Ask_SlowBroker_ReturnsAtOnceAndLaterHasTheAnswer()
    {
        using var question = Question();
        question.AskNow([]);
        _broker.SetRtt(TimeSpan.FromSeconds(2));

        var started = Stopwatch.GetTimestamp();
        Assert.Null(question.Ask([0]));
        Assert.Null(question.Ask([0]));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1.5), "it waited for the broker");

        TopicAnswer? answer = null;
        await Eventually.TrueAsync(() => (answer = question.Ask([0])) is not null, () => "it has an answer");
        Assert.Equal([0, 1], answer!.Partitions);
        Assert.Equal([KeyValuePair.Create(1, 0L)], answer.Lows);
        Assert.Equal("the id", answer.TopicId);
        Assert.Null(answer.Unanswered);
    }

    [Fact]
    public async Task Ask_BrokerGone_SaysSoWhenItIsAskedAgain()
    {
        using var question = Question();
        question.AskNow([]);
        _broker.SetBrokerDown();

        await Eventually.TrueAsync(
            () => Record.Exception(() => question.Ask([0, 1])) is KafkaException, () => "it says that nobody answers");
    }

    [Fact]
    public void AskNow_NothingNew_AsksForNoLog()
    {
        using var question = Question();

        var answer = question.AskNow([0, 1, 2]);

        Assert.Equal([0, 1], answer.Partitions);
        Assert.Empty(answer.Lows);
        Assert.Equal("the id", answer.TopicId);
    }

    [Fact]
    public void AskNow_NoSuchTopic_HasNoPartitions()
    {
        using var question = Question("nothing");

        Assert.Empty(question.AskNow([]).Partitions);
    }

    private TopicQuestion Question(string topic = "orders")
    {
        var clients = new KafkaClients(() => new KafkaEndpoint("embedded", _broker.BootstrapServers, "test"),
            Options.Create(new KafkaOptions()));
        var admin = new AdminClientBuilder(clients.Admin()).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        return new TopicQuestion(topic, admin,
            new LogEnds(new KafkaReader(clients.Consumer(), topic), _ => { }, TimeProvider.System), (_, _, _) => "the id");
    }
}
