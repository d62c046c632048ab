using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TradeTerminal.Ingest.Changes;
using TradeTerminal.Ingest.Commodities;
using TradeTerminal.Ingest.Feeds;
using TradeTerminal.Positions;
using TradeTerminal.Tests.Support.Databases;
using TradeTerminal.Tests.Support.Screens;
using TradeTerminal.Tests.Support.Writing;

namespace TradeTerminal.Tests.Positions;

public sealed class PositionsPageTests(PostgresFixture fixture) : ScreenContext
{
    [Fact]
    public async Task Render_NothingYet_SaysTheNextStep()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var board = await StartAsync(database);

        var page = Render<PositionsPage>();

        // The picture of the day is read for itself.
        page.WaitForAssertion(
            () => Assert.Equal(["/producer", "/producer", "/producer"], page.FindAll(".step a").Select(link => link.GetAttribute("href"))));
        Assert.Equal(("0", "0.00", "0.00", "–"), Figures(page));
        Assert.Contains("topic “ctrm_trades” at " + Broker, page.Markup, StringComparison.Ordinal);
        Assert.Contains("topic “trading_positions” at " + Broker, page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table"));
    }

    [Fact]
    public async Task Board_Moves_IsFollowed()
    {
        await using var database = await fixture.CreateTerminalDatabaseAsync();
        await using var book = new PositionBook(database.ConnectionString);
        await using var board = await StartAsync(database);
        var page = Render<PositionsPage>();
        var (first, second) = (PositionBook.Open("1", PositionType.Long, 100, 50, at: Clock.UtcNow),
            PositionBook.Open("2", PositionType.Short, 10, 50, at: Clock.UtcNow));

        book.Add(first, second);
        book.Report(PositionBook.Report("TRADER_001", "AAPL", 10_000, 200, -60_000, Clock.UtcNow));
        await book.PriceAsync("commodities", "OIL", "", 51.5m, Clock.UtcNow);
        board.Changes.Publish(new CommittedBatch<CommodityEvent>(new FeedKey("c", "t"), [], default));
        await board.WhenAsync(snapshot => snapshot.OpenCount == 2);
        Wake();

        page.WaitForAssertion(() => Assert.Equal(("2", "+135.00", "0.00", "5.0 s"), Figures(page)));
        Assert.Equal(2, page.FindAll("[data-testid=positions-table] tbody tr").Count);
        Assert.Single(page.FindAll("[data-testid=pnl-by-commodity] tbody tr"));
        Assert.Single(page.FindAll("[data-testid=traders-table] tbody"));
        Assert.Equal("1", page.Find("[data-testid=traders-over]").TextContent);

        book.Add(PositionBook.Close(first, 52, Clock.UtcNow));
        board.Changes.Publish(new CommittedBatch<CommodityEvent>(new FeedKey("c", "t"), [], default));
        await board.WhenAsync(snapshot => snapshot.OpenCount == 1);
        Wake();

        page.WaitForAssertion(() => Assert.Equal(("1", "−15.00", "+200.00", "10 s"), Figures(page)));
        Assert.Equal("2", page.Find("[data-testid=positions-table] tbody th").TextContent);
    }

    private async Task<TestBoard> StartAsync(TestDatabase database)
    {
        var board = await TestBoard.StartAsync(database.ConnectionString, Market.Updates, Clock);
        Services.AddSingleton(board.Board);
        Services.AddSingleton<IOptionsMonitor<FeedOptions>>(provider => ActivatorUtilities.CreateInstance<OptionsMonitor<FeedOptions>>(provider));
        Services.AddOptions<FeedOptions>("Commodities").Configure(options => options.Topic = "ctrm_trades");
        Services.AddOptions<FeedOptions>("Positions").Configure(options => options.Topic = "trading_positions");
        return board;
    }

    private void Wake()
    {
        Clock.Advance(TimeSpan.FromSeconds(5));
        Market.Updates.Wake();
    }

    private static (string Open, string Unrealized, string Realized, string Age) Figures(IRenderedComponent<PositionsPage> page) => (
        page.Find("[data-testid=positions-open]").TextContent, page.Find("[data-testid=positions-unrealized]").TextContent,
        page.Find("[data-testid=positions-realized]").TextContent, page.Find("[data-testid=positions-mark-age]").TextContent);
}
