using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Feeds;

/// <summary>
/// The same logs give the same candles, prices, alerts, positions and P&amp;L, however they are cut into batches, in
/// whichever order partitions are read, whatever the clock says, and through a restart.
/// </summary>
public sealed class DeterminismTests(PostgresFixture postgres)
{
    private const int MessagesPerFeed = 320;

    private static readonly DateTime Start = new(2026, 3, 2, 23, 50, 0, DateTimeKind.Utc);

    private delegate IEnumerable<IReadOnlyList<Message>> Cut(IReadOnlyList<Message> log, Random random);

    [Theory]
    [InlineData(1)]
    [InlineData(20_260_302)]
    public async Task Write_SameLogsHoweverCutAndRestarted_LeavesTheSame(int seed)
    {
        var logs = AnyFeed.All.Select(feed => (feed, Log: Record(feed, seed))).ToList();

        var oneByOne = await WriteAsync(logs, (log, _) => log.Select(message => new[] { message }), seed, daysLater: 1);
        var inSplits = await WriteAsync(logs, (log, random) => Batches.Split(random, Shuffle(log, random)), seed, daysLater: 2);
        var restarted = await WriteAsync(logs, (log, random) => Batches.Split(random, log), seed, daysLater: 3, restartAt: 0.5);
        var atOnce = await WriteAsync(
            logs, (log, _) => log.OrderBy(message => message.Partition).Chunk(FeedBatch<Trade>.MaxMessages), seed, daysLater: 4);

        Fingerprint.AssertSame(oneByOne, inSplits);
        Fingerprint.AssertSame(oneByOne, restarted);
        Fingerprint.AssertSame(oneByOne, atOnce);
        Assert.All(oneByOne, part => Assert.NotEmpty(part.Value));
        Assert.All(AlertKinds.Rules, kind => Assert.Contains(oneByOne["alerts"], row => row.Contains($"|{kind.Code()}|", StringComparison.Ordinal)));
    }

    private static List<Message> Record(AnyFeed feed, int seed)
    {
        using var wild = new WildFeed(feed.Name, seed, Start) { MessagesPerGap = 100 };
        var next = new long[WildFeed.Partitions];
        return [.. wild.Take(MessagesPerFeed).Select(sent => new Message(sent.Partition, next[sent.Partition]++, sent.Message))];
    }

    /// <summary>Each feed on a thread of its own, as its worker.</summary>
    private async Task<Dictionary<string, List<string>>> WriteAsync(
        List<(AnyFeed Feed, List<Message> Log)> logs, Cut cut, int seed, int daysLater, double restartAt = 1)
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        var clock = new TestClock(Start.AddDays(daysLater));
        await Task.WhenAll(logs.Select(log => Task.Run(() =>
        {
            var half = (int)(log.Log.Count * restartAt);
            foreach (var stretch in new[] { log.Log[..half], log.Log[half..] })
            {
                using var ingest = log.Feed.Ingest(database.ConnectionString, clock);
                for (var partition = 0; partition < WildFeed.Partitions; partition++)
                {
                    ingest.Begin(partition);
                }

                foreach (var batch in cut(stretch, new Random(seed)))
                {
                    ingest.Write(batch.Select(message => (message.Partition, message.Offset, message.Payload)));
                }
            }
        })));
        return await Fingerprint.TakeAsync(database.ConnectionString);
    }

    /// <summary>Another order of reading: each partition in its own order, the next message from any of them.</summary>
    private static List<Message> Shuffle(IReadOnlyList<Message> log, Random random)
    {
        var partitions = log.GroupBy(message => message.Partition).Select(partition => new Queue<Message>(partition)).ToList();
        var shuffled = new List<Message>();
        while (partitions.Count > 0)
        {
            var from = partitions[random.Next(partitions.Count)];
            shuffled.Add(from.Dequeue());
            if (from.Count == 0)
            {
                partitions.Remove(from);
            }
        }

        return shuffled;
    }

    private sealed record Message(int Partition, long Offset, byte[]? Payload);
}
