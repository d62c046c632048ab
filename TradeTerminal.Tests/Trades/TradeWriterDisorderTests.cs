using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Trades;

/// <summary>Duplicates, disorder and poison in batches of any size: the tables equal a recomputation.</summary>
public sealed class TradeWriterDisorderTests(PostgresFixture fixture)
{
    private static readonly TestClock Clock = new(Judgement.Now);

    [Fact]
    public async Task Write_AnyBatches_KeepsTheInvariants()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        for (var run = 0; run < 8; run++)
        {
            var random = new Random(seed + run);
            await using var database = await fixture.CreateTerminalDatabaseAsync();
            using var ingest = new TestIngest(database.ConnectionString, Clock);
            var log = new RandomLog(random, Judgement.Now, partitions: 3);
            log.Partitions.ToList().ForEach(partition => ingest.Begin(partition));

            for (var batches = random.Next(3, 15); batches > 0; batches--)
            {
                ingest.Write(log.Take(random.Next(4) == 0 ? random.Next(1, 2_000) : random.Next(1, 150)));
            }

            await ingest.CheckAsync(log.Expected);
        }
    }

    [Fact]
    public async Task Write_TwoAtOnceOnTheSameTickers_KeepsTheInvariants()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        var logs = Enumerable.Range(0, 2).Select(i => new RandomLog(new Random(i), Judgement.Now, 1, firstPartition: i)).ToList();

        await Task.WhenAll(logs.Select(log => Task.Run(() => WriteAll(database, log, 40))));

        using var ingest = new TestIngest(database.ConnectionString, Clock);
        await ingest.CheckAsync(new Expected(
            [.. logs.SelectMany(log => log.Expected.TradeIds)], logs.Sum(log => log.Expected.Messages),
            [.. logs.SelectMany(log => log.Expected.Rejected)]));
    }

    /// <summary>Each id comes on both partitions, in opposite order: the writers wait for each other's keys.</summary>
    [Fact]
    public async Task Write_TwoAtOnceWithTheSameTrades_StoresEachOnce()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        var trades = new RandomTrades(new Random(3), Judgement.Now) { Partitions = 1 }.Take(6_000);
        var reversed = trades.Chunk(300).SelectMany(chunk => chunk.Reverse())
            .Select((trade, i) => trade with { Partition = 1, Offset = i }).ToList();

        await Task.WhenAll(
            Task.Run(() => WriteChunks(database, 0, trades, 300)), Task.Run(() => WriteChunks(database, 1, reversed, 300)));

        using var ingest = new TestIngest(database.ConnectionString, Clock);
        await ingest.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], 12_000));
    }

    /// <summary>Both read the same partition; the one that loses goes on from the stored offset, as the worker does.</summary>
    [Fact]
    public async Task Write_TwoAtOnceOnTheSamePartition_StoresEachOnce()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        var trades = new RandomTrades(new Random(4), Judgement.Now) { Partitions = 1 }.Take(5_000);

        await Task.WhenAll(Enumerable.Range(0, 2).Select(worker => Task.Run(() => Compete(database, trades, 100 + (worker * 50)))));

        using var ingest = new TestIngest(database.ConnectionString, Clock);
        await ingest.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], 5_000));
    }

    private static void WriteAll(TestDatabase database, RandomLog log, int batches)
    {
        using var ingest = new TestIngest(database.ConnectionString, Clock);
        log.Partitions.ToList().ForEach(partition => ingest.Begin(partition));
        for (; batches > 0; batches--)
        {
            ingest.Write(log.Take(250));
        }
    }

    private static void WriteChunks(TestDatabase database, int partition, IEnumerable<Trade> trades, int size)
    {
        using var ingest = new TestIngest(database.ConnectionString, Clock);
        ingest.Begin(partition);
        foreach (var chunk in trades.Chunk(size))
        {
            ingest.Write(chunk);
        }
    }

    private static void Compete(TestDatabase database, Trade[] trades, int size)
    {
        using var ingest = new TestIngest(database.ConnectionString, Clock);
        while (true)
        {
            ingest.Begin(0);
            var at = (int)ingest.Position(0).NextOffset;
            if (at == trades.Length)
            {
                return;
            }

            try
            {
                ingest.Write(trades.Skip(at).Take(size));
            }
            catch (FencedException)
            {
            }
        }
    }
}
