using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradeTerminal.Ingest;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Embedded.Kafka;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Feeds.Status;
using TradeTerminal.Ingest.Kafka;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Market;
using TradeTerminal.Market.Hydrating;
using TradeTerminal.Tests.Support.Brokers;
using TradeTerminal.Tests.Support.Samples;

namespace TradeTerminal.Tests.Support.Terminals;

/// <summary>A terminal in this process, as the executable puts it together, but without its web server.</summary>
internal sealed class TestTerminal : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly LastLines _log;

    private TestTerminal(IHost host, LastLines log) => (_host, _log) = (host, log);

    internal FeedStatus Feed => Service<FeedGauges>().Trades.Current;

    internal MarketSnapshot Snapshot => Service<MarketUpdates>().Current;

    internal ChangeFeed Changes => Service<ChangeFeed>();

    internal string State => $"{Feed.Phase} {Feed.Problem}; {string.Join(", ", Feed.Partitions)}\n{string.Join('\n', _log.Lines)}";

    internal static Task<TestTerminal> StartAsync(string connectionString, EmbeddedKafka kafka, string topic = "orders") => StartAsync(
        connectionString, kafka.BootstrapServers, topic, EmbeddedKafka.ConsumerSettings, topicId: NoId);

    /// <summary>With another feed that is read too, and ids of topics, which the broker of the tests does not give.</summary>
    internal static Task<TestTerminal> StartAsync(string connectionString, EmbeddedKafka kafka, string? feed, Func<string?>? topicId) =>
        StartAsync(
        connectionString, kafka.BootstrapServers, "orders", EmbeddedKafka.ConsumerSettings, feed, topicId ?? NoId);

    internal static async Task<TestTerminal> StartAsync(
        string connectionString, string bootstrapServers, string topic, IReadOnlyDictionary<string, string> clientSettings,
        string? feed = null, Func<string?>? topicId = null)
    {
        var settings = RunningTerminal.Usual(connectionString).ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        settings["Kafka:BootstrapServers"] = bootstrapServers;
        settings["Feeds:Trades:Topic"] = topic;
        if (feed is not null)
        {
            settings[$"Feeds:{feed}:Enabled"] = "true";
        }

        foreach (var (name, value) in clientSettings)
        {
            settings[$"Kafka:Client:{name.Replace('.', '_')}"] = value;
        }

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = "Test" });
        builder.Configuration.AddInMemoryCollection(settings);
        var log = new LastLines();
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning);
        builder.AddTradeIngest();
        if (topicId is not null)
        {
            builder.Services.AddSingleton<FindTopicId>((_, _, _) => topicId());
        }

        builder.AddTradeTerminal();
        var terminal = new TestTerminal(builder.Build(), log);
        await terminal._host.StartAsync();
        return terminal;
    }

    /// <summary>The in-process broker answers the question for one only by not answering, which would take seconds.</summary>
    private static string? NoId() => null;

    /// <summary>Stops in good order and says how long that took.</summary>
    internal async Task<TimeSpan> StopAsync()
    {
        var time = Stopwatch.StartNew();
        await _host.StopAsync();
        return time.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    internal async Task<long> CountAsync(string table)
    {
        await using var database = await Service<IDbContextFactory<TerminalDbContext>>().CreateDbContextAsync();
        var sql = $"SELECT count(*) AS \"Value\" FROM {table}";
        return await database.Database.SqlQueryRaw<long>(sql).SingleAsync();
    }

    internal T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    internal Task WhenAsync(Func<TestTerminal, bool> condition, string what) =>
        Eventually.TrueAsync(() => condition(this), () => $"{what}. {State}");

    /// <summary>Everything the topic holds now is in the database.</summary>
    internal async Task WhenCaughtUpAsync(TestTopic topic)
    {
        var ends = topic.Ends();
        await Eventually.TrueAsync(
            async () =>
            {
                var next = await PositionsAsync();
                return ends.All(end => next.GetValueOrDefault(end.Key) >= end.Value);
            },
            () => $"The database has all of {string.Join(", ", ends)}. {State}");
    }

    internal Task WhenScreenShowsTheDatabaseAsync() => Eventually.TrueAsync(
        async () =>
        {
            var hydrator = new Hydrator(Service<IDbContextFactory<TerminalDbContext>>());
            var (book, _) = await hydrator.HydrateAsync(CancellationToken.None);
            return SnapshotAssert.AreSame(book.Publish(1, DateTimeOffset.UtcNow), Snapshot, DateTime.UtcNow.AddSeconds(30));
        },
        () => $"The screen shows the database. {State}");

    internal async Task CheckAsync(Expected expected)
    {
        await using var database = Service<IDbContextFactory<TerminalDbContext>>().CreateDbContext();
        await database.Database.OpenConnectionAsync();
        await Invariants.CheckAsync((NpgsqlConnection)database.Database.GetDbConnection(), expected);
    }

    internal async Task<List<Trade>> TradesAsync()
    {
        await using var database = Service<IDbContextFactory<TerminalDbContext>>().CreateDbContext();
        var rows = await database.Trades.AsNoTracking().ToListAsync();
        return [.. rows.Select(row => row.ToTrade())];
    }

    private async Task<Dictionary<int, long>> PositionsAsync()
    {
        try
        {
            await using var database = Service<IDbContextFactory<TerminalDbContext>>().CreateDbContext();
            return await database.FeedOffsets.Where(row => row.Topic == Feed.Topic)
                .ToDictionaryAsync(row => row.Partition, row => row.NextOffset);
        }
        catch (Exception e) when (Failures.Classify(e) == FailureClass.Transient)
        {
            return [];
        }
    }

    private sealed class LastLines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        internal IEnumerable<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            _lines.Enqueue($"{DateTime.UtcNow:HH:mm:ss.fff} {logLevel} {formatter(state, exception)} {exception}");
            if (_lines.Count > 40)
            {
                _lines.TryDequeue(out _);
            }
        }
    }
}
