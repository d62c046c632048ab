using Npgsql;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Positions;
using TradeTerminal.Ingest.Quotes;
using TradeTerminal.Ingest.Ticks;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Feeds.Status;

/// <summary>What is kept beside the rows against the rows, on the real PostgreSQL.</summary>
public sealed class DerivedCheckTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TestClock Clock = new(Judgement.Now);

    private TestDatabase _database = null!;
    private NpgsqlConnection _connection = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateTerminalDatabaseAsync();
        _connection = new NpgsqlConnection(_database.ConnectionString);
        await _connection.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData("UPDATE latest_prices SET price = price + 1", "the newest price of AAPL at NYSE is not that of its newest row")]
    [InlineData("DELETE FROM latest_prices", "the newest price of AAPL at NYSE is not kept")]
    [InlineData("UPDATE latest_prices SET symbol = 'ZZZ' WHERE symbol = 'AAPL' AND venue = 'NYSE'", "the newest price of ZZZ at NYSE has no row")]
    [InlineData("UPDATE latest_prices SET event_time = event_time - interval '1 second'", "is not that of its newest row")]
    public Task Check_NewestPriceChanged_IsNamedUntilItIsMended(string lie, string said) =>
        LieAsync(new QuotesFeed(), "latest_prices", lie, said);

    [Theory]
    [InlineData("UPDATE trader_book SET size = size + 1", "is not what was last reported")]
    [InlineData("UPDATE trader_book SET average_price = average_price + 1", "is not what was last reported")]
    [InlineData("DELETE FROM trader_book", "is not kept")]
    public Task Check_HoldingChanged_IsNamedUntilItIsMended(string lie, string said) =>
        LieAsync(new PositionsFeed(), "trader_book", lie, said);

    [Theory]
    [InlineData("UPDATE commodity_positions SET quantity = quantity + 1 WHERE opened_at IS NOT NULL", "is not what its events make")]
    [InlineData("UPDATE commodity_positions SET status = 'open', closed_at = NULL, close_price = NULL, realized = NULL", "is not what its events make")]
    [InlineData("UPDATE commodity_positions SET realized = realized + 1 WHERE realized IS NOT NULL", "is not what its events make")]
    [InlineData("DELETE FROM commodity_positions", "is not kept")]
    public Task Check_PositionChanged_IsNamedUntilItIsMended(string lie, string said) =>
        LieAsync(new CommoditiesFeed(), "commodity_positions", lie, said);

    [Fact]
    public async Task Check_TicksNobodyChanged_FindsNothing()
    {
        using var crypto = (await WriteAsync(new CryptoFeed())).Ingest;
        using var indices = (await WriteAsync(new IndicesFeed())).Ingest;
    }

    /// <summary>Repeats, disorder, contradictions and poison are no difference; the lie is, until it is taken back.</summary>
    private async Task LieAsync<TEvent>(Feed<TEvent> feed, string table, string lie, string said)
        where TEvent : struct, IFeedEvent<TEvent>
    {
        var (ingest, rows) = await WriteAsync(feed);
        using var _ = ingest;
        await ingest.ExecuteAsync($"CREATE TABLE before_it AS SELECT * FROM {table}");

        await ingest.ExecuteAsync(lie);
        await CheckAsync(rows);
        Assert.Contains(said, ingest.Gauge.Current.Doubt, StringComparison.Ordinal);
        await CheckAsync(rows);
        Assert.Contains(said, ingest.Gauge.Current.Doubt, StringComparison.Ordinal);

        await ingest.ExecuteAsync($"TRUNCATE {table}; INSERT INTO {table} SELECT * FROM before_it");
        await CheckAsync(rows);
        Assert.Null(ingest.Gauge.Current.Doubt);
    }

    private async Task<(FeedIngest<TEvent> Ingest, FeedRows Rows)> WriteAsync<TEvent>(Feed<TEvent> feed)
        where TEvent : struct, IFeedEvent<TEvent>
    {
        var ingest = new FeedIngest<TEvent>(feed, _database.ConnectionString, Clock);
        Enumerable.Range(0, WildFeed.Partitions).ToList().ForEach(partition => ingest.Begin(partition));
        var rows = new FeedRows(feed, ingest.Gauge, ingest.Days, Clock);
        using var wild = new WildFeed(feed.Name, 8, Judgement.Now.AddMinutes(-2));
        for (var round = 0; round < 4; round++)
        {
            foreach (var of in wild.Take(300).GroupBy(message => message.Partition, message => message.Message))
            {
                ingest.Write(of.Key, [.. of]);
            }

            await CheckAsync(rows);
            Assert.Null(ingest.Gauge.Current.Doubt);
        }

        return (ingest, rows);
    }

    private Task CheckAsync(FeedRows rows) => rows.CheckAsync(_connection, TestContext.Current.CancellationToken);
}
