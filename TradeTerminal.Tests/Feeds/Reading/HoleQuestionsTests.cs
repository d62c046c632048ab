using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Feeds.Reading;

/// <summary>What the log has where nothing was read.</summary>
public sealed class HoleQuestionsTests(PostgresFixture postgres, KafkaFixture kafka)
{
    private static readonly OffsetRange Hole = new(0, 10, 13);

    [Fact]
    public void Take_FirstMessageAfterTheHole_ShowsThatNothingIsThere()
    {
        var answer = new HoleAnswer(Hole);

        answer.Take(ErrorCode.NoError, 13);

        Assert.Equal((true, true, 0L), (answer.IsOver, answer.IsWhole, answer.Found));
    }

    [Fact]
    public void Take_MessagesInsideTheHole_AreCountedUpToItsEnd()
    {
        var answer = new HoleAnswer(Hole);

        answer.Take(ErrorCode.NoError, 10);
        Assert.False(answer.IsOver);
        answer.Take(ErrorCode.NoError, 12);
        answer.Take(ErrorCode.NoError, 13);

        Assert.Equal((true, true, 2L, 12L), (answer.IsOver, answer.IsWhole, answer.Found, answer.Last));
    }

    [Theory]
    [InlineData(ErrorCode.Local_PartitionEOF, 13, true)]
    [InlineData(ErrorCode.Local_PartitionEOF, 11, false)]
    [InlineData(ErrorCode.Local_AutoOffsetReset, 10, false)]
    public void Take_NoMessage_IsAnAnswerOnlyWhenTheLogGoesBeyondTheHole(ErrorCode error, long offset, bool isWhole)
    {
        var answer = new HoleAnswer(Hole);

        answer.Take(error, offset);

        Assert.Equal((true, isWhole, 0L), (answer.IsOver, answer.IsWhole, answer.Found));
    }

    [Fact]
    public void Take_ErrorThatPasses_WaitsOn()
    {
        var answer = new HoleAnswer(Hole);

        answer.Take(ErrorCode.Local_Transport, 0);

        Assert.False(answer.IsOver);
    }

    /// <summary>Between the consumer and the batch, where no count has seen them.</summary>
    [Fact]
    public async Task AskNext_MessagesLostBeforeTheyWereCounted_AreUnexplained()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, TimeProvider.System);
        using var topic = new TestTopic(kafka.CreateTopic(1), kafka.BootstrapServers);
        var trades = new RandomTrades(new Random(1), DateTime.UtcNow) { Partitions = 1 }.Take(10);
        topic.Send(trades);
        ingest.Begin(0);
        ingest.Holes = Questions(ingest, topic);

        ingest.Write(trades.Where(trade => trade.Offset is < 4 or > 6));
        Assert.Equal((7L, 3L, 3L, 0L), Counts(ingest.Position(0)));
        ingest.Holes.AskNext();
        await ingest.Holes.Asking;

        Assert.Equal((7L, 3L, 0L, 3L), Counts(ingest.Position(0)));
        Assert.Equal("3 of 10 passed unread, the last at offset 6", ingest.Position(0).Doubt);
        Assert.Equal(0, ingest.Holes.NotAsked);
    }

    [Fact]
    public async Task AskNext_EndOfTheLog_IsEmpty()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, TimeProvider.System);
        using var topic = new TestTopic(kafka.CreateTopic(1), kafka.BootstrapServers);
        topic.Send(new RandomTrades(new Random(1), DateTime.UtcNow).Take(10));
        var questions = Questions(ingest, topic);

        questions.Add(ingest.Key, new OffsetRange(0, 10, 10));
        questions.AskNext();
        await questions.Asking;

        Assert.Equal(0, questions.NotAsked);
    }

    /// <summary>Each is a connection of its own, and a topic with transactions has a hole for each of them.</summary>
    [Fact]
    public async Task AskNext_ManyAreEmpty_AsksMoreSeldom()
    {
        using var ingest = new TestIngest("Host=127.0.0.1;Port=1", TimeProvider.System);
        using var topic = new TestTopic(kafka.CreateTopic(1), kafka.BootstrapServers);
        topic.Send(new RandomTrades(new Random(1), DateTime.UtcNow).Take(1));
        var asked = 0;
        var questions = Questions(ingest, topic, () => asked++);
        Enumerable.Range(0, 40).ToList().ForEach(_ => questions.Add(ingest.Key, new OffsetRange(0, 1, 1)));

        for (var look = 0; look < HoleQuestions.Trusted + (3 * HoleQuestions.SlowEvery); look++)
        {
            questions.AskNext();
            await questions.Asking;
        }

        Assert.Equal(HoleQuestions.Trusted + 3, asked);
    }

    [Fact]
    public async Task AskNext_DeletedMeanwhile_CountsThemAsNotAsked()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, TimeProvider.System);
        using var topic = new TestTopic(kafka.CreateTopic(1), kafka.BootstrapServers);
        topic.Send(new RandomTrades(new Random(1), DateTime.UtcNow).Take(10));
        kafka.Kafka.DeleteRecords(topic.Name, 0, 8);
        var questions = Questions(ingest, topic);

        questions.Add(ingest.Key, new OffsetRange(0, 2, 5));
        questions.AskNext();
        await questions.Asking;

        Assert.Equal(3, questions.NotAsked);
    }

    [Fact]
    public void Add_MoreThanCanBeAsked_CountsThem()
    {
        using var ingest = new TestIngest("Host=127.0.0.1;Port=1", TimeProvider.System);
        var questions = new HoleQuestions(() => throw new InvalidOperationException(), ingest.Offsets, NullLogger.Instance);
        var advance = new PartitionAdvance(0, 0);
        foreach (var offset in Enumerable.Range(1, 10).Select(i => 3L * i))
        {
            advance.Pass(offset);
        }

        questions.Add(ingest.Key, advance);
        Assert.Equal(advance.Skipped - advance.Holes.Sum(hole => hole.To - hole.From), questions.NotAsked);
        Enumerable.Range(0, HoleQuestions.MostWaiting).ToList().ForEach(i => questions.Add(ingest.Key, new OffsetRange(1, i, i + 1)));
        questions.Forget();

        Assert.Equal(advance.Skipped + HoleQuestions.MostWaiting, questions.NotAsked);
    }

    private static (long Accepted, long Skipped, long Empty, long Unexplained) Counts(StoredOffset at) =>
        (at.Accepted, at.Skipped, at.Empty, at.Unexplained);

    private HoleQuestions Questions(TestIngest ingest, TestTopic topic, Action? asked = null)
    {
        var clients = new KafkaClients(() => new KafkaEndpoint("embedded", kafka.BootstrapServers, "test"),
            Options.Create(new KafkaOptions()));
        return new HoleQuestions(
            () =>
            {
                asked?.Invoke();
                return new KafkaReader(clients.Consumer(), topic.Name);
            },
            ingest.Offsets, NullLogger.Instance);
    }
}
