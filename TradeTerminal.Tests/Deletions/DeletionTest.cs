using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Deletions;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;
using TradeTerminal.Tests.Trades;

namespace TradeTerminal.Tests.Deletions;

/// <summary>Symbols deleted on the real PostgreSQL, into which feeds write.</summary>
public abstract class DeletionTest(PostgresFixture postgres) : IAsyncLifetime
{
    private protected static readonly TestClock Clock = new(Judgement.Now);

    private protected TestDatabase Database { get; private set; } = null!;

    private protected TestIngest Ingest { get; private set; } = null!;

    private protected LevelBook Levels { get; private set; } = null!;

    private protected ChangeFeed Changes { get; private set; } = null!;

    private protected DatabaseStartup Startup { get; private set; } = null!;

    private protected SymbolDeletions Deletions { get; private set; } = null!;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Database = await postgres.CreateTerminalDatabaseAsync();
        Ingest = new TestIngest(Database.ConnectionString, Clock);
        Enumerable.Range(0, 3).ToList().ForEach(partition => Ingest.Begin(partition));
        Levels = new LevelBook(Ingest.Databases, Clock);
        Changes = new ChangeFeed();
        Startup = new DatabaseStartup(Ingest.Databases, NullLogger<DatabaseStartup>.Instance);
        Deletions = NewDeletions();
    }

    public async ValueTask DisposeAsync()
    {
        Deletions.Dispose();
        Startup.Dispose();
        Levels.Dispose();
        Ingest.Dispose();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected SymbolDeletions NewDeletions(ILogger<SymbolDeletions>? logger = null) => new(
        Ingest.Databases, Ingest.Databases, Changes, Levels, Startup, TimeProvider.System,
        logger ?? NullLogger<SymbolDeletions>.Instance);

    private protected async Task<SymbolDeletion> DeleteAsync(Feed feed, string symbol) => await (await Deletions.DeleteAsync(feed, symbol, Token)).Ended;

    private protected async Task CheckRowsAsync(Feed feed, Ingest.Feeds.Status.FeedGauge gauge)
    {
        await using var connection = new NpgsqlConnection(Database.ConnectionString);
        await connection.OpenAsync(Token);
        await new FeedRows(feed, gauge, Ingest.Days, Clock).CheckAsync(connection, Token);
    }

    private protected Task<long> CountAsync(string from) => Ingest.AskAsync<long>($"SELECT count(*) FROM {from}");

    private protected static byte[] Quote(string symbol, int price, int second) => Json(
        $$"""{"symbol":"{{symbol}}","exchange":"NYSE","price":{{price}},"bid_price":{{price}},"ask_price":{{price}},"bid_size":1,"ask_size":1,"volume":1,"timestamp":{{At(second)}}}""");

    private protected static byte[] Report(string trader, string symbol, int size, int second) => Json(
        $$"""{"trader_id":"{{trader}}","symbol":"{{symbol}}","position_size":{{size}},"avg_price":100,"current_pnl":0,"timestamp":{{At(second)}}}""");

    private protected static byte[] Order(string symbol) => Json(
        $$"""{"symbol":"{{symbol}}","side":"BUY","price":1,"quantity":1,"order_type":"LIMIT","timestamp":{{At(0)}}}""");

    private protected static byte[] Commodity(string kind, string commodity) => Json(
        $$"""{"EventType":"{{kind}}","timestamp":"{{Judgement.Now.AddMinutes(-1):yyyy-MM-ddTHH:mm:ssZ}}","commodity":"{{commodity}}","CurrentPrice":100,"Volume":1,"TradeID":{{(kind == "PriceTick" ? "\"\"" : "7")}},"Quantity":5,"EntryPrice":100,"PositionType":"Long","Status":"Open"}""");

    private protected static string At(int second) =>
        new DateTimeOffset(Judgement.Now).AddMinutes(-1).AddSeconds(second).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private protected static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);
}
