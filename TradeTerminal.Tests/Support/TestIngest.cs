using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using TradeTerminal.Ingest.Candles;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;

namespace TradeTerminal.Tests.Support;

/// <summary>
/// What stands behind the reader of the feed: one worker's writer on one database, fed by hand. Messages get the
/// next offsets of their partition unless they bring their own.
/// </summary>
internal sealed class TestIngest : IDisposable
{
    private readonly Dictionary<int, long> _next = [];
    private readonly BatchCommitter<Trade> _committer;

    internal TestIngest(string connectionString, TimeProvider clock, StorageOptions? options = null)
    {
        Clock = clock;
        Databases = new TerminalDatabase(() => connectionString);
        Days = new DayPartitions(Databases, Options.Create(options ?? new()), clock, NullLogger<DayPartitions>.Instance);
        Offsets = new OffsetStore(Databases);
        Gauge = new FeedGauge("trades", Feed.Topic, clock);
        Writer = new FeedWriter<Trade>(new TradeStore(), [new TradeCandles()], Databases, Days, clock);
        _committer = new BatchCommitter<Trade>(Writer, Offsets, Changes, Gauge, clock, NullLogger.Instance);
    }

    internal static FeedKey Feed { get; } = new("test cluster", "orders");

    internal TimeProvider Clock { get; }

    internal TerminalDatabase Databases { get; }

    internal DayPartitions Days { get; }

    internal OffsetStore Offsets { get; }

    internal FeedGauge Gauge { get; }

    internal FeedWriter<Trade> Writer { get; }

    internal ChangeFeed Changes { get; } = new();

    public void Dispose() => Databases.Dispose();

    /// <summary>Takes over a partition, from where the database stands.</summary>
    internal void Begin(int partition, long startOffset = 0)
    {
        Offsets.Begin(Feed, partition, startOffset);
        _next[partition] = Position(partition).NextOffset;
        Gauge.Begin(Feed.ClusterId, Offsets.Load(Feed).Values.Where(position => _next.ContainsKey(position.Partition)));
    }

    internal FeedPosition Position(int partition) => Offsets.Load(Feed)[partition];

    /// <summary>One batch, committed.</summary>
    internal void Write(IEnumerable<(int Partition, long Offset, byte[]? Message)> messages) =>
        _committer.Commit(Feed, Batch(messages), _next, CancellationToken.None);

    internal void Write(int partition, params byte[]?[] messages)
    {
        var offset = _next[partition];
        Write(messages.Select(message => (partition, offset++, message)));
    }

    /// <summary>One batch of trades at the places they carry.</summary>
    internal void Write(IEnumerable<Trade> trades) =>
        Write(trades.Select(trade => (trade.Partition, trade.Offset, (byte[]?)TradeMessages.Of(trade))));

    internal async Task<T> AskAsync<T>(string sql)
    {
        await using var database = Databases.CreateDbContext();
        await database.Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)database.Database.GetDbConnection());
        return (T)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("There is no such row."));
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var database = Databases.CreateDbContext();
        await database.Database.ExecuteSqlRawAsync(sql);
    }

    internal async Task CheckAsync(Expected expected)
    {
        await using var database = Databases.CreateDbContext();
        await database.Database.OpenConnectionAsync();
        await Invariants.CheckAsync((NpgsqlConnection)database.Database.GetDbConnection(), expected);
    }

    internal async Task<List<Trade>> TradesAsync()
    {
        await using var database = Databases.CreateDbContext();
        var rows = await database.Trades.AsNoTracking().ToListAsync();
        return [.. rows.Select(row => row.ToTrade())];
    }

    private FeedBatch<Trade> Batch(IEnumerable<(int Partition, long Offset, byte[]? Message)> messages)
    {
        var batch = new FeedBatch<Trade>(new TradeParser(), Clock);
        batch.Clear();
        foreach (var (partition, offset, message) in messages)
        {
            batch.Add(partition, offset, message, message is null);
        }

        return batch;
    }
}
