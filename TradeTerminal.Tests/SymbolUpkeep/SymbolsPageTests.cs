using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TradeTerminal.Ingest.Alerts.Levels;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Deletions;
using TradeTerminal.Ingest.Storage;
using TradeTerminal.SymbolUpkeep;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Samples;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.SymbolUpkeep;

public sealed class SymbolsPageTests(PostgresFixture postgres) : ScreenContext
{
    [Fact]
    public async Task Delete_NameTyped_NamesWhatIsLostAndDeletesIt()
    {
        await using var database = await postgres.CreateTerminalDatabaseAsync();
        using var ingest = new TestIngest(database.ConnectionString, TimeProvider.System);
        Enumerable.Range(0, 3).ToList().ForEach(partition => ingest.Begin(partition));
        ingest.Write(new RandomTrades(new Random(1), DateTime.UtcNow) { Tickers = ["AAPL"] }.Take(30));
        using var startup = new DatabaseStartup(ingest.Databases, NullLogger<DatabaseStartup>.Instance);
        using var levels = new LevelBook(ingest.Databases, TimeProvider.System);
        using var deletions = new SymbolDeletions(
            ingest.Databases, ingest.Databases, new ChangeFeed(), levels, startup, TimeProvider.System, NullLogger<SymbolDeletions>.Instance);
        Services.AddSingleton(deletions);
        var page = Render<SymbolsPage>(parameters => parameters.Add(one => one.Name, "aapl"));
        page.WaitForElement("[data-testid=delete-trades]");
        // Back and forward: the page is the same one, and counts anew.
        page.Render(parameters => parameters.Add(one => one.Name, null));
        Assert.Empty(page.FindAll("[data-testid=stock]"));
        page.Render(parameters => parameters.Add(one => one.Name, "aapl"));
        page.WaitForElement("[data-testid=delete-trades]");
        Assert.Equal(
            ["GET /api/symbols/trades/AAPL", "DELETE /api/symbols/{feed}/AAPL"],
            page.FindAll("[data-call$='/AAPL']").Select(call => call.GetAttribute("data-call")));

        await page.Find("[data-testid=delete-trades]").ClickAsync();
        Assert.Contains("30 trades, ", page.Find("[data-testid=delete-confirm]").TextContent, StringComparison.Ordinal);
        page.Find("#delete-typed").Change("MSFT");
        await page.Find("[data-testid=delete-confirm]").SubmitAsync();
        Assert.Contains("Type AAPL, or", page.Find("[data-testid=delete-confirm]").TextContent, StringComparison.Ordinal);
        Assert.Equal(30L, await ingest.AskAsync<long>("SELECT count(*) FROM trades"));
        page.Find("#delete-typed").Change("aapl");
        await page.Find("[data-testid=delete-confirm]").SubmitAsync();

        page.WaitForAssertion(
            () => Assert.Contains("Deleted 30 trades", page.Find("[data-testid=stock-said]").TextContent, StringComparison.Ordinal));
        page.WaitForElement("[data-testid=stock-none]");
        Assert.Contains("30 trades", page.Find("[data-testid=deletions]").TextContent, StringComparison.Ordinal);
        Assert.Equal(0L, await ingest.AskAsync<long>("SELECT count(*) FROM trades"));
    }

    [Fact]
    public void Count_NoDatabase_SaysSoAndNoLongerThatItCounts()
    {
        var page = Render<SymbolsPage>(parameters => parameters.Add(one => one.Name, "AAPL"));

        page.WaitForElement("[data-testid=stock-problem]");
        Assert.True(page.Find(".weak").HasAttribute("hidden"));
    }

    /// <summary>Of such a path a browser would make another one.</summary>
    [Theory]
    [InlineData("AAPL", "/symbols/AAPL")]
    [InlineData(".", "/symbols?symbol=.")]
    [InlineData("..", "/symbols?symbol=..")]
    public void Of_Symbol_LeadsToItsPage(string symbol, string address)
    {
        Assert.Equal(address, SymbolsPage.Of(symbol));
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);

        var page = Render<SymbolsPage>(parameters => parameters.Add(one => one.Name, symbol == "AAPL" ? symbol : null));

        Assert.Equal($"Stored of {symbol}", page.Find("h1").TextContent);
    }
}
