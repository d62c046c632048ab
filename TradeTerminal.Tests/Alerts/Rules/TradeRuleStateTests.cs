using TradeTerminal.Ingest.Trades;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Alerts.Rules;

/// <summary>What the rule of trades remembers: the price before is the newest candle's, and all else is stored when it changes.</summary>
public sealed class TradeRuleStateTests(PostgresFixture postgres)
{
    private const string Versions = "SELECT string_agg(xmin::text || ' ' || key, ',' ORDER BY key) FROM rule_states";

    private static readonly TestClock Clock = new(Market.Start.AddHours(1));

    [Fact]
    public async Task Write_NothingToSpeakAbout_StoresNoStateASecondTime()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var ingest = Begin(database);
        ingest.Write([Trade(0, 100), Trade(1, 50, "MSFT")]);
        var stored = await ingest.AskAsync<string>(Versions);

        ingest.Write([Trade(2, 101), Trade(3, 51, "MSFT")]);

        Assert.Equal(stored, await ingest.AskAsync<string>(Versions));
        ingest.Write([Trade(4, 120), Trade(5, 51.5m, "MSFT")]);
        Assert.NotEqual(stored, await ingest.AskAsync<string>(Versions));
        Assert.Equal(["AAPL moved +18.81 % from 101 to 120"], await AlertsAsync(ingest));
    }

    [Fact]
    public async Task Write_AfterARestart_JudgesAgainstTheNewestPrice()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using (var before = Begin(database))
        {
            before.Write([Trade(0, 100)]);
            before.Write([Trade(61, 101), Trade(62, 102), Trade(3, 90) with { Offset = 63 }]);
        }

        using var after = Begin(database);
        // The first is late and has no verdict, nor is it what the next one is judged against.
        after.Write([Trade(30, 50) with { Offset = 64 }, Trade(65, 120)]);

        Assert.Equal(["AAPL moved +17.65 % from 102 to 120"], await AlertsAsync(after));
    }

    [Fact]
    public async Task Write_AfterARestart_KnowsWhatWasSpokenAbout()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using (var before = Begin(database))
        {
            before.Write([Trade(0, 100), Trade(1, 110)]);
        }

        using var after = Begin(database);
        // Within the cool-down, and no graver.
        after.Write([Trade(2, 120)]);

        Assert.Equal(["AAPL moved +10.00 % from 100 to 110"], await AlertsAsync(after));
    }

    [Fact]
    public async Task Write_StateOfAnEarlierVersion_IsNoOlderThanTheCandle()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using (var before = Begin(database))
        {
            before.Write([Trade(0, 100)]);
        }

        using var after = Begin(database);
        var at = (Market.At(0) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        await after.ExecuteAsync($"UPDATE rule_states SET state = '[[[\"\",{at},100,0,0,0,0,0,0,0]],[],[0,0,0],[]]'");

        after.Write([Trade(1, 110)]);

        Assert.Equal(["AAPL moved +10.00 % from 100 to 110"], await AlertsAsync(after));
    }

    private static TestIngest Begin(TestDatabase database)
    {
        var ingest = new TestIngest(database.ConnectionString, Clock);
        ingest.Begin(0);
        return ingest;
    }

    private static Trade Trade(int second, decimal price, string ticker = "AAPL") =>
        new(Guid.NewGuid(), ticker, price, 10, Side.Buy, Market.At(second), 0, second);

    private static async Task<string[]> AlertsAsync(TestIngest ingest) =>
        (await ingest.AskAsync<string>("SELECT coalesce(string_agg(message, '|' ORDER BY source_offset), '') FROM alerts"))
            .Split('|', StringSplitOptions.RemoveEmptyEntries);
}
