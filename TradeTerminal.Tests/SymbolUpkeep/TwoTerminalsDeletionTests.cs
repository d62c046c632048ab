using System.Diagnostics;
using System.Net;
using TradeTerminal.Tests.Support;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Terminals;

namespace TradeTerminal.Tests.SymbolUpkeep;

/// <summary>Two whole terminals on one database: what one deletes the other forgets.</summary>
public sealed class TwoTerminalsDeletionTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Limit = Patience.Limit;

    [Fact]
    public async Task Delete_AtOneTerminal_IsForgottenByTheOtherWithinSeconds()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        await using var one = RunningTerminal.Start(database.ConnectionString);
        await one.ProduceAsync(
            RunningTerminal.Trade("GONE", "10"), RunningTerminal.Trade("STAYS", "20"), RunningTerminal.Trade("GONE", "11"), RunningTerminal.Trade("STAYS", "21"));
        await using var two = RunningTerminal.Start(database.ConnectionString);
        await HasAsync(two, "GONE", "STAYS");
        var hours = (await two.GetAsync("/api/volume/hours"))[0].GetProperty("count").GetInt64();
        Assert.Equal(4, hours);

        using var deleted = await one.Client.DeleteAsync(new Uri("/api/symbols/trades/GONE?confirm=GONE", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        var begun = Stopwatch.GetTimestamp();
        await HasAsync(two, "STAYS");
        await HasAsync(one, "STAYS");
        TestContext.Current.TestOutputHelper?.WriteLine($"{Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s");

        // What it makes of the day is of what is left as well, and it stores what comes of the symbol anew.
        await Eventually.TrueAsync(
            async () => (await two.GetAsync("/api/volume/hours"))[0].GetProperty("count").GetInt64() == 2, () => "the hours are of what is left", Limit);
        await two.ProduceAsync(RunningTerminal.Trade("GONE", "30"));
        await HasAsync(two, "GONE", "STAYS");
        Assert.Equal(1, (await two.GetAsync("/api/trades?tickers=GONE")).GetArrayLength());
        Assert.Equal(1, (await two.GetAsync("/api/deletions")).GetArrayLength());
    }

    private static Task HasAsync(RunningTerminal terminal, params string[] tickers)
    {
        string[] found = [];
        return Eventually.TrueAsync(
            async () =>
            {
                found = [.. (await terminal.GetAsync("/api/tickers")).EnumerateArray().Select(ticker => ticker.GetProperty("ticker").GetString()!).Order()];
                return found.SequenceEqual(tickers);
            },
            () => $"it has {string.Join(',', found)}", Limit);
    }
}
