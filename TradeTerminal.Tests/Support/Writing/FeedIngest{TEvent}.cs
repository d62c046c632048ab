using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using TradeTerminal.Ingest.Alerts;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Reading;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Storage;

namespace TradeTerminal.Tests.Support.Writing;

/// <summary>For one feed, with its own table and all of its folds.</summary>
internal class FeedIngest<TEvent> : FeedIngest
    where TEvent : struct, IFeedEvent<TEvent>
{
    private readonly Dictionary<int, long> _next = [];
    private readonly Feed<TEvent> _feed;
    private readonly ServiceProvider _services;

    internal FeedIngest(Feed<TEvent> feed, string connectionString, TimeProvider clock, StorageOptions? options = null)
    {
        (_feed, Clock) = (feed, clock);
        Databases = new TerminalDatabase(() => connectionString);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(clock);
        services.AddSingleton<IDbContextFactory<TerminalDbContext>>(Databases);
        services.AddAlerts();
        _services = services.BuildServiceProvider();
        Key = new FeedKey("test cluster", feed.DefaultTopic);
        Days = new DayPartitions(Databases, Options.Create(options ?? new()), clock, NullLogger<DayPartitions>.Instance);
        Offsets = new OffsetStore(Databases);
        Gauge = new FeedGauge(feed.Name, Key.Topic, clock);
        Writer = feed.CreateWriter(_services, Databases, Days, clock);
    }

    internal FeedKey Key { get; }

    internal TimeProvider Clock { get; }

    internal TerminalDatabase Databases { get; }

    internal DayPartitions Days { get; }

    internal OffsetStore Offsets { get; }

    internal FeedGauge Gauge { get; }

    internal FeedWriter<TEvent> Writer { get; }

    internal ChangeFeed Changes { get; } = new();

    internal HoleQuestions? Holes { get; set; }

    public override void Dispose()
    {
        _services.Dispose();
        Databases.Dispose();
    }

    internal override void Begin(int partition, long startOffset = 0)
    {
        Offsets.Begin(Key, partition, startOffset);
        _next[partition] = Position(partition).NextOffset;
        Gauge.Begin(Key.ClusterId, Offsets.Load(Key).Values.Where(position => _next.ContainsKey(position.Partition)));
    }

    /// <summary>But for when its counts began, which is the database's own time.</summary>
    internal StoredOffset Position(int partition) => Offsets.Load(Key)[partition] with { BeganAt = default };

    internal override void Write(IEnumerable<(int Partition, long Offset, byte[]? Message)> messages) =>
        new BatchCommitter<TEvent>(Writer, Offsets, Changes, Gauge, Clock, NullLogger.Instance) { Holes = Holes }.Commit(Key,
            Batch(messages), _next, CancellationToken.None);

    internal void Write(int partition, params byte[]?[] messages)
    {
        var offset = _next[partition];
        Write(messages.Select(message => (partition, offset++, message)));
    }

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

    private FeedBatch<TEvent> Batch(IEnumerable<(int Partition, long Offset, byte[]? Message)> messages)
    {
        var batch = new FeedBatch<TEvent>(_feed.CreateParser(), Clock);
        batch.Clear();
        foreach (var (partition, offset, message) in messages)
        {
            batch.Add(partition, offset, message, message is null);
        }

        return batch;
    }
}
