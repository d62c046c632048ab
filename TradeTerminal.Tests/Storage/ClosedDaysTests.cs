using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Storage;

public sealed class ClosedDaysTests(PostgresFixture fixture)
{
    private const string Indexed =
        """
        SELECT coalesce(string_agg(x.indrelid::regclass::text, ' ' ORDER BY x.indrelid::regclass::text), '') FROM pg_index x
        JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[0]
        WHERE a.attname = 'ticker' AND x.indisvalid AND x.indrelid::regclass::text LIKE 'trades%'
        """;

    private static readonly PartitionedTable Table = new TradesFeed().Table;
    private static readonly DateTime Now = new(2026, 3, 1, 23, 58, 0, DateTimeKind.Utc);

    private readonly TestClock _clock = new(Now);

    [Fact]
    public async Task Create_DayThatIsOver_HasItsIndexAndTheOpenOneHasNone()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);

        ingest.Write(Trades(Now.AddDays(-1), Now));

        Assert.Equal("trades_20260228 trades_older", await ingest.AskAsync<string>(Indexed));
        Assert.Equal(Now.Date, await ingest.AskAsync<DateTime>($"SELECT {ClosedDays.OpenSince(Table)}"));
    }

    [Fact]
    public async Task IndexAsync_AfterMidnight_IndexesTheDayThatIsOver()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        ingest.Write(Trades(Now, Now.AddMinutes(2)));
        var closed = Closed(ingest);
        await closed.IndexAsync(Table, TestContext.Current.CancellationToken);
        Assert.Equal("trades_older", await ingest.AskAsync<string>(Indexed));

        _clock.Advance(TimeSpan.FromMinutes(3));
        await closed.IndexAsync(Table, TestContext.Current.CancellationToken);

        Assert.Equal("trades_20260301 trades_older", await ingest.AskAsync<string>(Indexed));
        Assert.Equal(Now.Date.AddDays(1), await ingest.AskAsync<DateTime>($"SELECT {ClosedDays.OpenSince(Table)}"));
    }

    [Fact]
    public async Task IndexAsync_LastBuildBrokenOff_MakesItAnew()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        ingest.Write(Trades(Now));
        _clock.Advance(TimeSpan.FromMinutes(3));
        await ingest.ExecuteAsync(
            "CREATE INDEX trades_20260301_symbol ON trades_20260301 (ticker); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'trades_20260301_symbol'::regclass");

        await Closed(ingest).IndexAsync(Table, TestContext.Current.CancellationToken);

        Assert.Equal("trades_20260301 trades_older", await ingest.AskAsync<string>(Indexed));
    }

    [Fact]
    public async Task IndexAsync_AnotherTerminalIsAtIt_LeavesItToThat()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        ingest.Write(Trades(Now));
        _clock.Advance(TimeSpan.FromMinutes(3));
        await using (var other = new NpgsqlConnection(database.ConnectionString + ";Pooling=false"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(hashtext('trades_20260301_symbol'))", other);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await Closed(ingest).IndexAsync(Table, TestContext.Current.CancellationToken);
            Assert.Equal("trades_older", await ingest.AskAsync<string>(Indexed));

            // A session that is closed holds its locks until the server has noticed.
            command.CommandText = "SELECT pg_advisory_unlock_all()";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await Closed(ingest).IndexAsync(Table, TestContext.Current.CancellationToken);
        Assert.Equal("trades_20260301 trades_older", await ingest.AskAsync<string>(Indexed));
    }

    /// <summary>An index of the whole table takes those of its days with it.</summary>
    [Fact]
    public async Task Migrate_DaysOfAnEarlierVersion_KeepTheirIndexAndTheirRows()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        using var ingest = Start(database);
        var trades = Trades(Now.AddDays(-2), Now.AddDays(-1), Now, Now.AddDays(-400));
        ingest.Write(trades);
        await using (var context = ingest.Databases.CreateDbContext())
        {
            var migrator = context.GetService<IMigrator>();
            await migrator.MigrateAsync("20261129125900_RoomForUpdates", TestContext.Current.CancellationToken);
            await context.Database.MigrateAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("trades_20260227 trades_20260228 trades_20260301 trades_older", await ingest.AskAsync<string>(Indexed));
        Assert.Equal(DateTime.MaxValue, await ingest.AskAsync<DateTime>($"SELECT {ClosedDays.OpenSince(Table)}"));
        await ingest.PriceSums().FillAsync(TestContext.Current.CancellationToken);
        await ingest.CheckAsync(new Expected([.. trades.Select(trade => trade.TradeId)], trades.Count));
        ingest.Write(Trades(Now.AddMinutes(2)).Select(trade => trade with { Offset = 4 }));
        Assert.Equal(Now.Date.AddDays(1), await ingest.AskAsync<DateTime>($"SELECT {ClosedDays.OpenSince(Table)}"));
    }

    private TestIngest Start(TestDatabase database)
    {
        var ingest = new TestIngest(database.ConnectionString, _clock);
        ingest.Begin(0);
        return ingest;
    }

    private ClosedDays Closed(TestIngest ingest) => new(ingest.Databases, _clock, NullLogger<ClosedDays>.Instance);

    private static List<Trade> Trades(params DateTime[] times) =>
        [.. times.Select((time, i) => new Trade(Guid.NewGuid(), "AAPL", 1, 1, Side.Buy, time, 0, i))];
}
